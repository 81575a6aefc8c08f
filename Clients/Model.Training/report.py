"""Manifest and model card, both from what `care-cli ecg evaluate` said of held-out patients."""
import hashlib
import re

import numpy as np

from beat_data import LABELS, RECORDS, SETS
from beat_net import softmax

QUESTIONS = ("qrs", "veb", "sveb")
COUNTS = ("truePositives", "falseNegatives", "falsePositives", "trueNegatives")


def merge(reports):
    """Records of all folds, their sum, their mean ratios, and the sum of the tables."""
    records = {name: table for report in reports for name, table in report["records"].items()}
    richest = max(records, key=lambda r: records[r]["sveb"]["truePositives"] + records[r]["sveb"]["falseNegatives"])
    return {
        "records": dict(sorted(records.items())),
        "gross": {q: total(records.values(), q) for q in QUESTIONS},
        "average": {q: {key: mean(table[q][key] for table in records.values()) for key in ("sensitivity", "positivePredictivity")} for q in QUESTIONS},
        "richest": richest,
        "withoutRichest": total((t for r, t in records.items() if r != richest), "sveb"),
        "confusion": np.sum([report["confusion"]["counts"] for report in reports], axis=0).tolist(),
        "confusionLabels": reports[0]["confusion"]["rows"],
    }


def total(tables, question):
    counts = {key: 0 for key in COUNTS}
    for table in tables:
        for key in COUNTS:
            counts[key] += table[question][key] or 0
    tp, fn, fp = counts["truePositives"], counts["falseNegatives"], counts["falsePositives"]
    counts["sensitivity"] = tp / (tp + fn) if tp + fn else None
    counts["positivePredictivity"] = tp / (tp + fp) if tp + fp else None
    return counts


def mean(values):
    known = [v for v in values if v is not None]
    return sum(known) / len(known) if known else None


def ratio(part, rest):
    return f"{100 * part / (part + rest):.1f} % ({part}/{part + rest})" if part + rest else "- (0/0)"


def pair(counts):
    return f"{ratio(counts['truePositives'], counts['falseNegatives'])} | {ratio(counts['truePositives'], counts['falsePositives'])}"


def render(results, logits, y, threshold):
    clean = results["clean"]
    lines = ["| gross | sensitivity | positive predictivity |", "|---|---|---|"]
    for name, result in results.items():
        for q in QUESTIONS:
            lines.append(f"| {q.upper()}, {name} | {pair(result['gross'][q])} |")
    lines.append(f"| SVEB, clean, without {clean['richest']}, which holds most of them | {pair(clean['withoutRichest'])} |")
    lines += ["", "| average of the records | sensitivity | positive predictivity |", "|---|---|---|"]
    for q in QUESTIONS:
        lines.append(f"| {q.upper()} | " + " | ".join(f"{100 * clean['average'][q][key]:.1f} %" for key in ("sensitivity", "positivePredictivity")) + " |")
    labels = clean["confusionLabels"]
    lines += ["", "| annotated | " + " | ".join(labels.lower()) + " |", "|---" * (len(labels) + 1) + "|"]
    lines += [f"| {labels[row]} | " + " | ".join(str(n) for n in clean["confusion"][row]) + " |" for row in range(len(labels))]
    lines += ["", "q: unsure; o: not detected; row O: no beat annotated; row X: the same where the signal was unreadable.", ""]
    lines += ["| record | QRS sensitivity | QRS predictivity | VEB sensitivity | VEB predictivity | SVEB sensitivity | SVEB predictivity |", "|---|---|---|---|---|---|---|"]
    lines += [f"| {name} | " + " | ".join(pair(table[q]) for q in QUESTIONS) + " |" for name, table in clean["records"].items()]
    lines += ["", "Calibration on held-out patients, clean: of the answers given with this probability, so many were right.", "",
              "| answer | 40-60 % | 60-80 % | 80-90 % | 90-100 % |", "|---|---|---|---|---|"]
    p = softmax(logits)
    best, sure = p.argmax(1), p.max(1)
    for c, label in enumerate(LABELS):
        cells = []
        for low, high in ((threshold, 0.6), (0.6, 0.8), (0.8, 0.9), (0.9, 1.01)):
            chosen = (best == c) & (sure >= low) & (sure < high)
            right = int((y[chosen] == c).sum())
            cells.append(ratio(right, int(chosen.sum()) - right))
        lines.append(f"| {label} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def manifest(path, names, threshold, model=None, results=None):
    """Without results: what a fold's model needs to be loaded."""
    with open(path, "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    content = {
        "name": "beat-classifier",
        "version": 3,
        "file": "model.onnx",
        "sha256": digest,
        "input": {"name": "beat", "length": len(names), "layoutVersion": 3, "features": names},
        "output": {"name": "probabilities", "labels": LABELS},
        "threshold": threshold,
    }
    if results:
        content |= {
            "parameters": sum(p.numel() for p in model.parameters()),
            "intendedUse": "Research and secondary display: marks beats of adults for a person to look at. Not for diagnosis, not the only source of an alarm.",
            "trainingData": {
                "records": RECORDS,
                "sets": {name: " ".join(options) for name, _, options in SETS},
                "source": "MIT-BIH Arrhythmia Database, PhysioNet, ODC-By 1.0",
                "citation": ["Moody GB, Mark RG. The impact of the MIT-BIH Arrhythmia Database. IEEE Eng Med Biol 2001;20(3):45-50.",
                             "Goldberger AL et al. PhysioBank, PhysioToolkit, and PhysioNet. Circulation 2000;101(23):e215-e220."]},
            "evaluation": {
                "method": "cross-validation by patient through `care-cli ecg evaluate`: own QRS detection, EC57 classes and counts as bxb, from 5:00 on",
                "gross": {name: result["gross"] for name, result in results.items()},
                "svebWithoutRichest": {"record": results["clean"]["richest"], **results["clean"]["withoutRichest"]}},
        }
    return content


def fill(card, name, text):
    with open(card) as file:
        content = file.read()
    pattern = f"(<!-- {name} -->\n).*?(<!-- /{name} -->)"
    if not re.search(pattern, content, flags=re.S):
        raise SystemExit(f"{card} has no place marked {name}")
    with open(card, "w") as file:
        file.write(re.sub(pattern, lambda m: m.group(1) + text + "\n" + m.group(2), content, flags=re.S))
