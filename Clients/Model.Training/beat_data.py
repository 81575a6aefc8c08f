"""The beats that training sees: exported by the product's own analysis, clean and changed."""
import csv
import json
import os
import subprocess

import numpy as np

LABELS = ["N", "S", "V", "F"]

# de Chazal's DS1, without paced patients. 201 and 202 are one person, 202 is not among them.
RECORDS = ("101 106 108 109 112 114 115 116 118 119 122 124 201 203 205 207 208 209 215 220 223 230").split()

# Draws: classes by these shares; within a class a record counts by the root of its beats, so that no patient is the class.
SHARES = [0.5, 0.25, 0.2, 0.05]

# name, weight, options of `care-cli ecg beats`
SETS = [
    ("clean", 1, []),
    ("one-lead", 1, ["--leads", "1"]),
    ("noise-12", 1, ["--snr", "12", "--seed", "1"]),
    ("noise-6-250", 1, ["--snr", "6", "--fs", "250", "--seed", "7"]),
    ("ectopy", 2, ["--rhythm", "Ectopy", "--seed", "5"]),
    ("ectopy-15", 2, ["--rhythm", "Ectopy", "--snr", "15", "--seed", "15"]),
    ("ectopy-one-lead", 2, ["--rhythm", "Ectopy", "--leads", "1", "--seed", "25"]),
    ("fibrillation", 2, ["--rhythm", "Fibrillation", "--seed", "6"]),
    ("fibrillation-15-125", 2, ["--rhythm", "Fibrillation", "--snr", "15", "--fs", "125", "--seed", "16"]),
]


class Beats:
    """x: features, y: class or -1 for a beat that is none or Q, record, scored: from 5:00 on, trained: what a net learns from."""

    def __init__(self, path, weight, length):
        inputs = np.fromfile(path + ".f32", dtype="<f4").reshape(-1, length)
        with open(path + ".csv") as file:
            rows = [row for row in csv.DictReader(file) if int(row["row"]) >= 0]
        self.weight = weight
        self.x = inputs[[int(row["row"]) for row in rows]]
        self.y = np.array([LABELS.index(row["reference"]) if row["reference"] in LABELS else -1 for row in rows])
        self.record = np.array([row["record"] for row in rows])
        self.scored = np.array([row["scored"] == "1" for row in rows])
        # In atrial fibrillation nothing tells an early supraventricular beat from any other: annotators had more than the beat.
        self.trained = (self.y >= 0) & ~((self.y == LABELS.index("S")) & np.array([row["fibrillating"] == "1" for row in rows]))


def export(cli, data, folder):
    """Exports what is not there yet. Returns the sets and the names of the features."""
    os.makedirs(folder, exist_ok=True)
    names = json.loads(subprocess.run([*cli, "ecg", "features"], check=True, capture_output=True, text=True).stdout)
    sets = []
    for name, weight, options in SETS:
        path = os.path.join(folder, name)
        if not os.path.exists(path + ".csv"):
            subprocess.run([*cli, "ecg", "beats", "--data", data, "--records", ",".join(RECORDS), "--out", path, *options], check=True)
        sets.append(Beats(path, weight, len(names)))
    return sets, names


def folds(records, count, seed):
    """Whole patients, dealt out at random."""
    order = list(records)
    np.random.default_rng(seed).shuffle(order)
    return [order[i::count] for i in range(count)]


def draw_probabilities(y, record):
    weight = np.zeros(len(y))
    for c, share in enumerate(SHARES):
        names, counts = np.unique(record[y == c], return_counts=True)
        roots = np.sqrt(counts)
        for name, count, root in zip(names, counts, roots):
            weight[(y == c) & (record == name)] = share * root / roots.sum() / count
    return weight / weight.sum()
