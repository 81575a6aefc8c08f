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

# What ectopic beats and the rest count for in the answer, against SHARES of the training draw.
PRIORS = [1.5, 0.6, 1.2, 1.0]
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
        reports = {"clean": [], "de Chazal's map": [], "12 dB": [], "one lead": [], "125 Hz": [], "500 Hz": []}
        held_logits, held_classes = [], []
        for k, held in enumerate(folds(RECORDS, FOLDS, SEED)):
            nets = [train(sets, [r for r in RECORDS if r not in held], names, SEED + (100 * k) + i) for i in range(NETS)]
            model = Ensemble(nets, PRIORS).eval()
            rows = np.isin(clean.record, held) & clean.scored & (clean.y >= 0)
            with torch.no_grad():
                held_logits.append(model.logits(torch.from_numpy(clean.x[rows])).numpy())
            held_classes.append(clean.y[rows])
            folder = os.path.join(work, f"fold{k}")
            save(model, len(names), folder, lambda path: manifest(path, names, THRESHOLD))
            reports["clean"].append(evaluate(cli, options.data, held, folder))
            reports["de Chazal's map"].append(evaluate(cli, options.data, held, folder, "--map", "dechazal"))
            reports["12 dB"].append(evaluate(cli, options.data, held, folder, "--snr", "12"))
            reports["one lead"].append(evaluate(cli, options.data, held, folder, "--leads", "1"))
            reports["125 Hz"].append(evaluate(cli, options.data, held, folder, "--fs", "125"))
            reports["500 Hz"].append(evaluate(cli, options.data, held, folder, "--fs", "500"))
            print(f"fold {k + 1} of {FOLDS}: held {' '.join(held)}", flush=True)

        results = {name: merge(parts) for name, parts in reports.items()}
        scale = scale_to_truth(np.concatenate(held_logits), np.concatenate(held_classes))
        tables = render(results, np.concatenate(held_logits) * scale, np.concatenate(held_classes), THRESHOLD)
        print(tables)

        final = Ensemble([train(sets, RECORDS, names, SEED + (100 * FOLDS) + i) for i in range(NETS)], PRIORS, scale).eval()
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
