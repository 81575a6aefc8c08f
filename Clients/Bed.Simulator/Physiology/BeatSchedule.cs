namespace OrleansCare.BedSimulator.Physiology;

/// <summary>When the heart beats: rate from the course, varied by breathing and chance; the one source of all waves and numerics of a bed.</summary>
public sealed class BeatSchedule(ScenarioCourse course, Breathing breathing, Dice dice)
{
    private const double Grid = 1.0 / 500;
    private const double RespiratoryVariation = 0.03;
    private const double RandomVariation = 0.012;
    private const double Prematurity = 0.6;
    private const double Standstill = 0.1;

    private Dice _dice = dice;
    private double _last;
    private double _next = 0.4;
    private double _afterEctopic;

    /// <summary>The next beat, whenever it comes; null while the heart stands still at <paramref name="until"/>.</summary>
    /// <param name="until">In seconds: only beats before it are given.</param>
    public Beat? Next(double until)
    {
        while (_next < until)
        {
            var state = course.At(_next);
            if (state.HeartStands)
            {
                _next += Standstill;
                _afterEctopic = 0;
                continue;
            }

            var at = Math.Round(_next / Grid) * Grid;
            var interval = 60 / state.HeartRate
                * (1 + (RespiratoryVariation * Math.Sin(2 * Math.PI * breathing.PhaseAt(_next))) + (RandomVariation * _dice.NextNormal()));
            var before = at - _last;
            _last = at;
            if (_afterEctopic > 0)
            {
                _next = at + _afterEctopic;
                var pause = _afterEctopic;
                _afterEctopic = 0;
                return new Beat(at, before, pause, Ventricular: true);
            }

            var ectopicFollows = _dice.NextUnit() < state.EctopyChance;
            _next = at + (ectopicFollows ? Prematurity * interval : interval);
            _afterEctopic = ectopicFollows ? (2 - Prematurity) * interval : 0;
            return new Beat(at, before, interval, Ventricular: false);
        }

        return null;
    }
}
