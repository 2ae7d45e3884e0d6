#!/usr/bin/env python3
"""Reference values of classifiers and metrics, by scikit-learn, into avts/classifiers.json.

The rows are made of the same formula here and in ClassifierTests. With `--features values.npy labels.npy folds.npy` it instead
prints the accuracy of LinearSVC on features that avts-nb wrote, fold by fold, for a look at a whole evaluation.
"""
import json
import pathlib
import sys
import warnings

import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import confusion_matrix, roc_auc_score
from sklearn.preprocessing import StandardScaler
from sklearn.svm import LinearSVC

warnings.filterwarnings("error")
here = pathlib.Path(__file__).parent
ROWS, WIDTH, CLASSES = 360, 13, 4


def rows():
    """Four overlapping clouds: noise by a linear congruential generator, shifted along three features by the class."""
    state = 2463534242
    x = np.empty((ROWS, WIDTH))
    for i in range(ROWS):
        for j in range(WIDTH):
            total = 0.0
            for _ in range(3):
                state = (1103515245 * state + 12345) % 2**31
                total += state / 2**31 - 0.5
            x[i, j] = total
        x[i, i % CLASSES] += 0.8
        x[i, 5] += 0.1 * (i % CLASSES)
        x[i, 6] *= 20
    return x.astype(np.float32), np.arange(ROWS) % CLASSES


def packed(array, digits=8):
    array = np.asarray(array)
    return {"shape": list(array.shape), "data": [float(f"{v:.{digits}g}") for v in array.ravel()]}


def machine(cost):
    return LinearSVC(C=cost, tol=1e-8, max_iter=1_000_000)


def reference():
    x, y = rows()
    train = np.arange(ROWS) < 240
    result = {"first": packed(x[0])}
    for cost in [0.001, 0.1, 1.0]:
        fitted = machine(cost).fit(x[train], y[train])
        scores = fitted.decision_function(x[~train])
        result[f"svm {cost}"] = {
            "weights": packed(fitted.coef_), "bias": packed(fitted.intercept_), "scores": packed(scores),
            "accuracy": float((scores.argmax(1) == y[~train]).mean()),
            "confusion": packed(confusion_matrix(y[~train], scores.argmax(1))),
            "area": float(roc_auc_score(y[~train] == 0, scores[:, 0]))}
    forests = [RandomForestClassifier(100, random_state=s).fit(x[train], y[train]).score(x[~train], y[~train]) for s in range(20)]
    result["forest"] = {"mean": float(np.mean(forests)), "deviation": float(np.std(forests))}
    (here / "avts/classifiers.json").write_text(json.dumps(result) + "\n")


def whole(values, labels, folds):
    """Files are judged by the mean score of their rows; `labels` and `folds` are by row, `folds` the file and fold."""
    for cost in [0.0003, 0.01, 0.1, 1]:
        accuracies = []
        for fold in np.unique(folds[:, 1]):
            test = folds[:, 1] == fold
            scaler = StandardScaler().fit(values[~test])
            fitted = machine(cost)
            fitted.tol = 1e-4
            fitted.fit(scaler.transform(values[~test]), labels[~test])
            scores = fitted.decision_function(scaler.transform(values[test]))
            files = np.unique(folds[test, 0])
            right = [scores[folds[test, 0] == f].mean(0).argmax() == labels[test][folds[test, 0] == f][0] for f in files]
            accuracies.append(100 * np.mean(right))
        print(f"C = {cost}: {np.mean(accuracies):.2f} % ({', '.join(f'{a:.2f}' for a in accuracies)})")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--features"]:
        whole(*[np.load(path) for path in sys.argv[2:5]])
    else:
        reference()
