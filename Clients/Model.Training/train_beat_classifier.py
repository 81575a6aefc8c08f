"""Trains the beat classifier on MIT-BIH records, judges it on patients it has not seen, and exports it.

Everything that the model sees comes out of `care-cli ecg beats`, everything that it is judged by out of `care-cli ecg evaluate`.
Writes model.onnx and manifest.json (MODEL), fills the tables of the model card (CARD), and writes golden results (GOLDEN).
One thread, fixed seeds: the same input gives the same model on the same machine.
"""
import argparse
import json
import os
import subprocess
import tempfile

import numpy as np
import onnx
import torch

from beat_data import LABELS, RECORDS, Beats, draw_probabilities, export, folds
from beat_net import BeatNet, Ensemble, scale_to_truth, swap_leads
from report import fill, manifest, merge, render

SEED, FOLDS, NETS = 20261121, 11, 3
EPOCHS, DRAWS, BATCH, RATE, DECAY = 8, 25000, 256, 5e-3, 3e-2

# What classes count for in the answer, against SHARES of the training draw: N and F fixed, S and V chosen (`choose_priors`).
PRIORS = [1.5, None, None, 1.0]
S_PRIORS, V_PRIORS = (0.5, 0.6, 0.8, 1.0, 1.3, 1.6, 2.0, 2.5, 3.0), (0.8, 1.0, 1.2, 1.5)
# How held-out patients are judged: options of `care-cli ecg evaluate`.
RUNS = {"clean": [], "de Chazal's map": ["--map", "dechazal"], "12 dB": ["--snr", "12"], "one lead": ["--leads", "1"], "125 Hz": ["--fs", "125"],
        "250 Hz": ["--fs", "250"], "500 Hz": ["--fs", "500"]}
# Of the S beats that are called, at least so many should be; as sensitive as that allows.
S_PREDICTIVITY = 0.5
THRESHOLD = 0.35


def train(sets, chosen, names, seed):
    """One net on beats of the chosen records; every set (clean, noisy, changed rhythm) is drawn equally often, times its weight."""
    parts = [(s.x[m], s.y[m], s.weight * draw_probabilities(s.y[m], s.record[m])) for s in sets for m in [np.isin(s.record, chosen) & s.trained]]
    x, y, probabilities = (np.concatenate([part[i] for part in parts]) for i in range(3))
    probabilities /= probabilities.sum()
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    net = BeatNet(x.mean(0), x.std(0) + 1e-3)
    optimizer = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, EPOCHS)
    loss = torch.nn.CrossEntropyLoss(label_smoothing=0.02)
    for _ in range(EPOCHS):
        net.train()
        drawn = random.choice(len(y), DRAWS, p=probabilities)
        inputs = x[drawn]
        swapped = random.random(DRAWS) < 0.3
        inputs[swapped] = swap_leads(inputs[swapped], names)
        inputs, targets = torch.from_numpy(inputs), torch.from_numpy(y[drawn])
        for start in range(0, DRAWS, BATCH):
            optimizer.zero_grad()
            loss(net(inputs[start:start + BATCH]), targets[start:start + BATCH]).backward()
            optimizer.step()
        schedule.step()
    return net.eval()


def answers(p, priors):
    q = p * np.array(priors)
    q /= q.sum(1, keepdims=True)
    return np.where(q.max(1) >= THRESHOLD, q.argmax(1), -1)


def choose_priors(p, y):
    """By answers to held-out beats: sensitivity for S while S_PREDICTIVITY holds, and the F1 of V. Fusion called V counts for nothing, as in EC57."""
    def counts(given, label, uncounted=()):
        c = LABELS.index(label)
        called = (given == c) & ~np.isin(y, [LABELS.index(other) for other in uncounted])
        return (called & (y == c)).sum(), called.sum(), (y == c).sum()

    def worth(priors):
        given = answers(p, priors)
        (s_hits, s_called, s_all), (v_hits, v_called, v_all) = counts(given, "S"), counts(given, "V", "F")
        return 2 * min(1, s_hits / max(1, s_called) / S_PREDICTIVITY) + (s_hits / s_all) + (2 * v_hits / (v_called + v_all))

    return max(([PRIORS[0], s, v, PRIORS[3]] for s in S_PRIORS for v in V_PRIORS), key=worth)


def save(model, length, folder, content):
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, "model.onnx")
    torch.onnx.export(model, torch.zeros(1, length), path, opset_version=13, input_names=["beat"], output_names=["probabilities"])
    graph = onnx.load(path)
    graph.doc_string = ""
    for node in graph.graph.node:
        node.doc_string = ""
    onnx.checker.check_model(graph)
    onnx.save(graph, path)
    with open(os.path.join(folder, "manifest.json"), "w") as file:
        json.dump(content(path), file, indent=2)
        file.write("\n")


def evaluate(cli, data, records, folder, *options):
    path = os.path.join(folder, "report.json")
    subprocess.run([*cli, "ecg", "evaluate", "--data", data, "--records", ",".join(records), "--model", folder, "--json", path, *options],
                   check=True, stdout=subprocess.DEVNULL)
    with open(path) as file:
        return json.load(file)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", required=True, help="folder of MIT-BIH records")
    parser.add_argument("--cli", required=True, help="how to run care-cli, words separated by blanks")
    parser.add_argument("--model", required=True, help="folder for model.onnx and manifest.json")
    parser.add_argument("--card", help="model card to fill")
    parser.add_argument("--golden", help="file for golden inputs and probabilities")
    parser.add_argument("--beats", help="folder to keep the exported beats in, and to find them again")
    options = parser.parse_args()
    cli = options.cli.split()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)

    with tempfile.TemporaryDirectory() as work:
        sets, names = export(cli, options.data, options.beats or os.path.join(work, "beats"))
        clean = sets[0]
        reports = {name: [] for name in RUNS}
        parts, rows, held_probabilities = folds(RECORDS, FOLDS, SEED), [], []
        ensembles = []
        for k, held in enumerate(parts):
            ensembles.append([train(sets, [r for r in RECORDS if r not in held], names, SEED + (100 * k) + i) for i in range(NETS)])
            rows.append(np.isin(clean.record, held) & clean.scored)
            with torch.no_grad():
                held_probabilities.append(Ensemble(ensembles[k], [1.0] * 4, names).eval().probabilities(torch.from_numpy(clean.x[rows[k]])).numpy())
            print(f"part {k + 1} of {FOLDS} trained: held {' '.join(held)}", flush=True)

        held_logits, held_classes = [], []
        for k, held in enumerate(parts):
            # The patients that judge a part have no say in its priors.
            others = [i for i in range(FOLDS) if i != k]
            priors = choose_priors(np.concatenate([held_probabilities[i] for i in others]), np.concatenate([clean.y[rows[i]] for i in others]))
            model = Ensemble(ensembles[k], priors, names).eval()
            known = rows[k] & (clean.y >= 0)
            with torch.no_grad():
                held_logits.append(model.logits(torch.from_numpy(clean.x[known])).numpy())
            held_classes.append(clean.y[known])
            folder = os.path.join(work, f"fold{k}")
            save(model, len(names), folder, lambda path: manifest(path, names, THRESHOLD))
            for run, runs in RUNS.items():
                reports[run].append(evaluate(cli, options.data, held, folder, *runs))
            print(f"part {k + 1} of {FOLDS} judged: priors {priors}", flush=True)

        results = {name: merge(parts) for name, parts in reports.items()}
        scale = scale_to_truth(np.concatenate(held_logits), np.concatenate(held_classes))
        tables = render(results, np.concatenate(held_logits) * scale, np.concatenate(held_classes), THRESHOLD)
        print(tables)

        priors = choose_priors(np.concatenate(held_probabilities), np.concatenate([clean.y[row] for row in rows]))
        print(f"priors of the shipped model: {priors}", flush=True)
        final = Ensemble([train(sets, RECORDS, names, SEED + (100 * FOLDS) + i) for i in range(NETS)], priors, names, scale).eval()
        save(final, len(names), options.model, lambda path: manifest(path, names, THRESHOLD, final, results))
        if options.card:
            fill(options.card, "cross-validation", tables)
        if options.golden:
            chosen = [int(np.nonzero(clean.y == c)[0][100]) for c in range(len(LABELS))]
            with torch.no_grad():
                p = final(torch.from_numpy(clean.x[chosen])).numpy()
            with open(options.golden, "w") as file:
                json.dump([{"annotated": LABELS[clean.y[i]], "record": str(clean.record[i]), "input": [float(v) for v in clean.x[i]],
                            "probabilities": [float(v) for v in q]} for i, q in zip(chosen, p)], file)
                file.write("\n")


if __name__ == "__main__":
    main()
