import { useStation } from './StationContext';
import { Bell } from './Bell';
import { SIGNAL } from '../picture/signals';

const TEST_PRIORITY = 2;

/** Says across the screen that no alarm can be heard here: a browser keeps audio locked until somebody touches the page. */
export function NoSoundBanner() {
  const station = useStation((s) => `${s.sound.unlocked} ${s.tick}`);
  if (station.sound.unlocked) {
    return null;
  }
  const test = async () => {
    await station.sound.unlock();
    station.sound.play(TEST_PRIORITY);
  };
  return (
    <div className="no-sound" role="alert">
      <Bell signal={SIGNAL.audioOff} />
      <b>NO SOUND</b> <span>This browser keeps its sound locked: alarms cannot be heard at this screen.</span>
      <button type="button" onClick={() => void test()}>
        Test sound
      </button>
    </div>
  );
}

/** Mutes this screen's speaker for two minutes, and says so as long as it lasts. */
export function MuteButton() {
  const station = useStation((s) => `${s.tick} ${s.mutedS}`);
  const seconds = station.mutedS;
  const left = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return (
    <button
      type="button"
      className="mute"
      aria-pressed={seconds > 0}
      onClick={() => station.mute(seconds === 0)}
      title={seconds > 0 ? 'This screen sounds again now' : "Mutes this screen's speaker for 2 minutes; other stations and the bedside go on sounding"}
    >
      <Bell signal={seconds > 0 ? SIGNAL.audioPaused : SIGNAL.enabled} /> {seconds > 0 ? `MUTED HERE ${left}` : 'Mute'}
    </button>
  );
}
