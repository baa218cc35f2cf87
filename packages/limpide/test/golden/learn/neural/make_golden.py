"""Golden values of MLPClassifier and MLPRegressor, made with scikit-learn 1.2.1. Run: python3 make_golden.py"""
import json
import os
import warnings

import numpy as np
from sklearn.neural_network import MLPClassifier, MLPRegressor

warnings.filterwarnings("ignore")
here = os.path.dirname(os.path.abspath(__file__))


def data(name):
    a = np.loadtxt(os.path.join(here, "..", "data", name + ".csv"), delimiter=",", skiprows=1)
    X = a[:, :-1]
    return (X - X.mean(0)) / X.std(0), a[:, -1]


show = lambda a: np.round(np.asarray(a, dtype=float), 11).tolist()
iris, target = data("iris")
target = target.astype(int)
diabetes, level = data("diabetes")
level = (level - level.mean()) / level.std()
out = {"steps": {}}


def weights(m):
    return dict(coefs=[show(c) for c in m.coefs_], intercepts=[show(c) for c in m.intercepts_])


for name, make, X, y, kw in [
    ("softmax", MLPClassifier, iris, target, dict(solver="sgd", activation="tanh", learning_rate_init=0.05)),
    ("plainSgd", MLPClassifier, iris, target, dict(solver="sgd", nesterovs_momentum=False, momentum=0.5, learning_rate_init=0.05, batch_size=32)),
    ("binary", MLPClassifier, iris[:100], target[:100], dict(solver="adam", activation="logistic", alpha=0.1, learning_rate_init=0.02)),
    ("numbers", MLPRegressor, diabetes, level, dict(solver="adam", activation="relu", alpha=0.01, learning_rate_init=0.01, batch_size=64)),
]:
    m = make(hidden_layer_sizes=(5, 4), shuffle=False, warm_start=True, max_iter=1, random_state=1, **kw).fit(X, y)
    before = weights(m)
    m.set_params(max_iter=12)
    m.fit(X, y)
    d = dict(before=before, after=weights(m), curve=show(m.loss_curve_[-12:]))
    d["predict"] = show(m.predict_proba(X[:4])) if hasattr(m, "predict_proba") else show(m.predict(X[:4]))
    out["steps"][name] = d

m = MLPClassifier((), solver="lbfgs", alpha=1.0, tol=1e-9, max_iter=5000).fit(iris, target)
out["linearClassifier"] = dict(proba=show(m.predict_proba(iris[::30])), loss=float(m.loss_))
m = MLPRegressor((), solver="lbfgs", alpha=1.0, tol=1e-9, max_iter=5000).fit(diabetes, level)
out["linearRegressor"] = dict(coef=show(m.coefs_[0]), loss=float(m.loss_))

wine, kind = data("wine")
odd = np.arange(len(wine)) % 3 == 0
scores = [MLPClassifier((20,), max_iter=60, random_state=s).fit(wine[~odd], kind[~odd]).score(wine[odd], kind[odd]) for s in range(20)]
losses = [MLPClassifier((20,), max_iter=60, random_state=s).fit(wine[~odd], kind[~odd]).loss_ for s in range(20)]
out["wine"] = dict(mean=float(np.mean(scores)), std=float(np.std(scores)), loss=float(np.mean(losses)), lossStd=float(np.std(losses)))
odd = np.arange(len(diabetes)) % 3 == 0
scores = [MLPRegressor((20,), max_iter=40, random_state=s).fit(diabetes[~odd], level[~odd]).score(diabetes[odd], level[odd]) for s in range(20)]
out["diabetes"] = dict(mean=float(np.mean(scores)), std=float(np.std(scores)))
with open(os.path.join(here, "neural.json"), "w") as f:
    json.dump(out, f)
print(os.path.getsize(os.path.join(here, "neural.json")), out["wine"], out["diabetes"])
