"""Golden values of histogram boosting with categories as they are, from scikit-learn. Run: python3 make_categories.py

Weights are random: without them the two values of a first gradient make many divisions equally good, and which of
them is taken depends on the last bit (scikit-learn keeps gradients in float32).
"""
import json, pathlib
import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier as C, HistGradientBoostingRegressor as R
out = []
for s, (n, k, leaf, classes, cats, holes) in enumerate([
    (90, 2, 5, False, [0], True), (90, 3, 5, True, [0, 2], False), (120, 6, 2, False, [0, 2], True),
    (120, 12, 3, True, [0], True), (150, 30, 5, False, [0], False), (60, 5, 20, False, [0, 2], True),
]):
    r = np.random.RandomState(s)
    X = np.c_[r.randint(0, k, n), np.round(r.randn(n), 3), r.randint(0, 4, n)].astype(float)
    if holes: X[r.rand(n) < .1, 0] = np.nan
    effect = r.randn(k)
    y = np.round(np.where(np.isnan(X[:, 0]), .5, effect[np.nan_to_num(X[:, 0]).astype(int)]) + .3 * X[:, 1] + .2 * r.randn(n), 3)
    w = np.round(.5 + r.rand(n), 6)
    if classes: y = (y > np.quantile(y, .4)).astype(int)
    m = (C if classes else R)(max_iter=8, min_samples_leaf=leaf, categorical_features=cats, early_stopping=False).fit(X, y, sample_weight=w)
    new = X[:20].copy(); new[0, 0] = np.nan; new[1, 0] = k + 3  # missing, and never seen
    p = (m.decision_function if classes else m.predict)(new)
    out.append(dict(classes=classes, leaf=leaf, categories=cats, X=X.tolist(), y=y.tolist(), w=w.tolist(), new=new.tolist(), p=[float("%.9g" % v) for v in p]))
pathlib.Path(__file__).with_name("categories.json").write_text(json.dumps(out).replace("NaN", "null"))
