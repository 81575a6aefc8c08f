"""Trains the beat classifier from what `care-cli ecg beats` wrote, judges it on patients it has not seen, and exports it.

Writes model.onnx and manifest.json (MODEL), fills the table of the model card (CARD), and writes golden results (GOLDEN).
One thread, fixed seed: the same input gives the same model on the same machine.
"""
import argparse
import csv
import hashlib
import json
import re
from collections import Counter

import numpy as np
import onnx
import torch
from torch import nn

# As in OrleansCare.Clinical.Ecg.BeatInput and BeatClass; a test holds the manifest against them.
LAYOUT_VERSION, WINDOW_RATE, SAMPLES_BEFORE, WINDOW, BAND = 1, 125, 36, 96, (0.5, 30)
FEATURES = ["rr", "rr_to_mean", "rr_to_previous", "previous_to_mean", "irregularity", "correlation", "amplitude", "qrs_area",
            "next_to_mean", "rr_to_next"]
LENGTH = 2 * WINDOW + len(FEATURES)
LABELS = ["N", "S", "V", "F"]

PACED = {"102", "104", "107", "217"}
SAME_PATIENT = {"202": "201"}
SEED = 20261121
FOLDS = 6
EPOCHS, DRAWS, BATCH, RATE = 10, 12000, 128, 3e-3
SHARES = [0.50, 0.20, 0.27, 0.03]
THRESHOLD = 0.5


class BeatNet(nn.Module):
    """A small convolution over what the beat differs by from the patient's usual beat; features of intervals and shape beside it."""

    def __init__(self, mean, deviation):
        super().__init__()
        self.register_buffer("mean", torch.tensor(mean, dtype=torch.float32))
        self.register_buffer("scale", torch.tensor(1 / deviation, dtype=torch.float32))
        self.register_buffer("calibration_scale", torch.ones(1))
        self.shape = nn.Sequential(
            nn.Conv1d(1, 16, 7, padding=3), nn.ReLU(), nn.MaxPool1d(2),
            nn.Conv1d(16, 24, 5, padding=2), nn.ReLU(), nn.MaxPool1d(2),
            nn.Conv1d(24, 24, 5, padding=2), nn.ReLU(), nn.AvgPool1d(4), nn.Flatten(),
            nn.Dropout(0.4), nn.Linear(24 * WINDOW // 16, 16), nn.ReLU())
        self.head = nn.Sequential(nn.Linear(16 + len(FEATURES), 32), nn.ReLU(), nn.Dropout(0.2), nn.Linear(32, len(LABELS)))

    def forward(self, x):
        # Only the difference: a shape that is ventricular in one patient is another's normal beat.
        shape = self.shape(x[:, None, :WINDOW] - x[:, None, WINDOW:2 * WINDOW])
        features = torch.clamp((x[:, 2 * WINDOW:] - self.mean) * self.scale, -5, 5)
        if self.training:
            features = features + 0.1 * torch.randn_like(features)
        return self.head(torch.cat([shape, features], dim=1)) * self.calibration_scale


class Exported(nn.Module):
    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, x):
        return torch.softmax(self.net(x), dim=1)


class Data:
    def __init__(self, path):
        inputs = np.fromfile(path + ".f32", dtype="<f4").reshape(-1, LENGTH)
        with open(path + ".csv") as file:
            rows = [row for row in csv.DictReader(file) if row["record"] not in PACED]
        self.rows = rows
        usable = [r for r in rows if r["reference"] in LABELS and int(r["row"]) >= 0]
        self.x = inputs[[int(r["row"]) for r in usable]]
        self.y = np.array([LABELS.index(r["reference"]) for r in usable])
        self.record = np.array([r["record"] for r in usable])
        self.scored = np.array([r["scored"] == "1" for r in usable])
        self.records = sorted(set(self.record))
        self.without_input = {
            name: Counter(r["reference"] for r in rows if r["record"] == name and r["scored"] == "1" and r["reference"] in LABELS and int(r["row"]) < 0)
            for name in self.records}


def folds(data):
    """Records grouped by patient, rich ones spread: sorted by S then V beats and dealt out back and forth."""
    patients = {}
    for name in data.records:
        patients.setdefault(SAME_PATIENT.get(name, name), []).append(name)
    order = sorted(patients, key=lambda p: tuple(-int(np.sum(np.isin(data.record, patients[p]) & (data.y == c))) for c in (1, 2)) + (p,))
    dealt = [[] for _ in range(FOLDS)]
    for i, patient in enumerate(order):
        round_, at = divmod(i, FOLDS)
        dealt[at if round_ % 2 == 0 else FOLDS - 1 - at] += patients[patient]
    return dealt


def draw_probabilities(y, record):
    """Classes by SHARES; within a class a record counts by the root of its beats, so that no patient is the class."""
    weight = np.zeros(len(y))
    for c, share in enumerate(SHARES):
        of_class = y == c
        names, counts = np.unique(record[of_class], return_counts=True)
        roots = dict(zip(names, np.sqrt(counts)))
        for name, count in zip(names, counts):
            weight[of_class & (record == name)] = share * roots[name] / sum(roots.values()) / count
    return weight / weight.sum()


def vary(x, random):
    """Other amplifiers, other placements: gain, a shift of up to 2 samples, a little noise and wander; intervals stretched by a few percent."""
    x = x.copy()
    count = len(x)
    windows = x[:, : 2 * WINDOW].reshape(count, 2, WINDOW)
    shifts = random.integers(-2, 3, count)
    for i in np.nonzero(shifts)[0]:
        windows[i, 0] = np.roll(windows[i, 0], shifts[i])
    windows *= random.uniform(0.8, 1.25, (count, 1, 1)).astype(np.float32)
    windows[:, 0] += random.normal(0, 0.02, (count, WINDOW)).astype(np.float32)
    phase = random.uniform(0, 2 * np.pi, (count, 1))
    wander = np.sin(np.linspace(0, 1.5, WINDOW)[None, :] * random.uniform(0.5, 2, (count, 1)) + phase)
    windows[:, 0] += (random.uniform(0, 0.08, (count, 1)) * wander).astype(np.float32)
    x[:, : 2 * WINDOW] = windows.reshape(count, -1)
    x[:, 2 * WINDOW] *= random.uniform(0.9, 1.1, count).astype(np.float32)
    return x


def train(data, chosen, seed):
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    x, y, record = data.x[chosen], data.y[chosen], data.record[chosen]
    features = x[:, 2 * WINDOW:]
    net = BeatNet(features.mean(0), features.std(0) + 1e-3)
    optimizer = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=2e-2)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, EPOCHS)
    probabilities = draw_probabilities(y, record)
    loss = nn.CrossEntropyLoss(label_smoothing=0.02)
    for _ in range(EPOCHS):
        net.train()
        drawn = random.choice(len(y), DRAWS, p=probabilities)
        inputs, targets = torch.from_numpy(vary(x[drawn], random)), torch.from_numpy(y[drawn])
        for start in range(0, DRAWS, BATCH):
            optimizer.zero_grad()
            loss(net(inputs[start:start + BATCH]), targets[start:start + BATCH]).backward()
            optimizer.step()
        schedule.step()
    net.eval()
    return net


def logits(net, x):
    with torch.no_grad():
        return torch.cat([net(torch.from_numpy(part)) for part in np.array_split(x, max(1, len(x) // 2048))]).numpy()


def calibrate(z, y):
    """The scale of the logits (temperature) under which probabilities are truest for beats that come in SHARES, as in training."""
    weight = (np.array(SHARES) / np.bincount(y, minlength=len(LABELS)))[y]
    losses = {scale: -(weight * np.log(softmax(z * scale)[np.arange(len(y)), y])).sum() for scale in np.arange(10, 151) / 100}
    return float(min(losses, key=losses.get))


def softmax(z):
    e = np.exp(z - z.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def answers(p):
    best = p.argmax(1)
    return np.where(p[np.arange(len(p)), best] >= THRESHOLD, best, len(LABELS))


def confusion(data, y, answer, record):
    """Rows N S V F; columns N S V F unsure, the last with the beats that never reached the model (missed, learning, noisy)."""
    table = np.zeros((len(LABELS), len(LABELS) + 1), int)
    np.add.at(table, (y, answer), 1)
    for name in sorted(set(record)):
        for label, count in data.without_input[name].items():
            table[LABELS.index(label), -1] += count
    return table


def ratio(part, whole):
    return f"{100 * part / whole:.1f} % ({part}/{whole})" if whole else "- (0/0)"


def rates(table):
    return {
        label: {"sensitivity": [int(table[c, c]), int(table[c].sum())], "positivePredictivity": [int(table[c, c]), int(table[:, c].sum())]}
        for c, label in enumerate(LABELS)}


def render(tables):
    total = sum(tables.values())
    lines = ["| class | sensitivity | positive predictivity |", "|---|---|---|"]
    for label, rate in rates(total).items():
        lines.append(f"| {label} | {ratio(*rate['sensitivity'])} | {ratio(*rate['positivePredictivity'])} |")
    lines += ["", "| annotated | " + " | ".join(LABELS) + " | unsure or without input |", "|---|---|---|---|---|---|"]
    lines += [f"| {label} | " + " | ".join(str(n) for n in total[c]) + " |" for c, label in enumerate(LABELS)]
    lines += ["", "| record | fold | V sensitivity | V positive predictivity | S sensitivity | S positive predictivity |", "|---|---|---|---|---|---|"]
    for (fold, name), table in sorted(tables.items(), key=lambda item: item[0][1]):
        cells = [ratio(table[c, c], n) for c in (2, 1) for n in (table[c].sum(), table[:, c].sum())]
        lines.append(f"| {name} | {fold + 1} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def fill(card, name, text):
    with open(card) as file:
        content = file.read()
    pattern = f"(<!-- {name} -->\n).*?(<!-- /{name} -->)"
    if not re.search(pattern, content, flags=re.S):
        raise SystemExit(f"{card} has no place marked {name}")
    with open(card, "w") as file:
        file.write(re.sub(pattern, lambda m: m.group(1) + text + "\n" + m.group(2), content, flags=re.S))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--beats", required=True, help="path without extension, as given to care-cli ecg beats --out")
    parser.add_argument("--model", required=True, help="folder for model.onnx and manifest.json")
    parser.add_argument("--card", help="model card to fill")
    parser.add_argument("--golden", help="file for golden inputs and probabilities")
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)

    data = Data(options.beats)
    dealt = folds(data)
    held_logits = np.zeros((len(data.y), len(LABELS)))
    fold_of = np.zeros(len(data.y), int)
    for k, names in enumerate(dealt):
        held = np.isin(data.record, names)
        net = train(data, ~held, SEED + k)
        held_logits[held] = logits(net, data.x[held])
        fold_of[held] = k
        print(f"fold {k + 1}: held {' '.join(names)}", flush=True)

    tables = {}
    for k, names in enumerate(dealt):
        others = fold_of != k
        scale = calibrate(held_logits[others], data.y[others])
        for name in names:
            of_record = (data.record == name) & data.scored
            answer = answers(softmax(held_logits[of_record] * scale))
            tables[k, name] = confusion(data, data.y[of_record], answer, [name])
    table = render(tables)
    print(table)

    net = train(data, np.ones(len(data.y), bool), SEED)
    net.calibration_scale.fill_(calibrate(held_logits, data.y))
    exported = Exported(net).eval()
    path = options.model + "/model.onnx"
    torch.onnx.export(exported, torch.zeros(1, LENGTH), path, opset_version=13, input_names=["beat"], output_names=["probabilities"])
    model = onnx.load(path)
    model.doc_string = ""
    for node in model.graph.node:
        node.doc_string = ""
    onnx.checker.check_model(model)
    onnx.save(model, path)

    total = sum(tables.values())
    with open(path, "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    manifest = {
        "name": "beat-classifier",
        "version": 1,
        "file": "model.onnx",
        "sha256": digest,
        "input": {
            "name": "beat", "length": LENGTH, "layoutVersion": LAYOUT_VERSION, "windowRate": WINDOW_RATE, "samplesBefore": SAMPLES_BEFORE,
            "windowLength": WINDOW, "bandLow": BAND[0], "bandHigh": BAND[1], "features": FEATURES},
        "output": {"name": "probabilities", "labels": LABELS},
        "threshold": THRESHOLD,
        "parameters": sum(p.numel() for p in net.parameters()),
        "intendedUse": "Research and secondary display: marks beats of adults for a person to look at. Not for diagnosis, not the only source of an alarm.",
        "trainingData": {
            "records": data.records,
            "source": "MIT-BIH Arrhythmia Database, PhysioNet, ODC-By 1.0",
            "citation": ["Moody GB, Mark RG. The impact of the MIT-BIH Arrhythmia Database. IEEE Eng Med Biol 2001;20(3):45-50.",
                         "Goldberger AL et al. PhysioBank, PhysioToolkit, and PhysioNet. Circulation 2000;101(23):e215-e220."]},
        "evaluation": {
            "method": f"{FOLDS}-fold cross-validation by patient, beats from 5:00 on, EC57 classes, counts as [part, whole]",
            "classes": rates(total), "confusion": {"columns": LABELS + ["unsure"], "rows": {l: [int(n) for n in total[c]] for c, l in enumerate(LABELS)}}},
    }
    with open(options.model + "/manifest.json", "w") as file:
        json.dump(manifest, file, indent=2)
        file.write("\n")
    if options.card:
        fill(options.card, "cross-validation", table)
    if options.golden:
        chosen = [int(np.nonzero(data.y == c)[0][100]) for c in range(len(LABELS))]
        with torch.no_grad():
            p = exported(torch.from_numpy(data.x[chosen])).numpy()
        with open(options.golden, "w") as file:
            json.dump([{"annotated": LABELS[data.y[i]], "record": str(data.record[i]), "input": [float(v) for v in data.x[i]], "probabilities": [float(v) for v in q]}
                       for i, q in zip(chosen, p)], file)
            file.write("\n")


if __name__ == "__main__":
    main()
