"""Golden values of metrics on sets of labels, from scikit-learn. Run: python3 make.py"""
import json, pathlib, warnings
import numpy as np
from sklearn import metrics as m
warnings.filterwarnings("ignore")
r = np.random.RandomState(3)
n, k = 40, 4
y = (r.rand(n, k) < [.5, .3, .7, .1]).astype(int)
p = np.where(r.rand(n, k) < .75, y, 1 - y)
y[5] = 0; p[5] = 0; y[6] = 0; p[7] = 0; p[:, 3] = 0  # empty sets, and a label that nobody predicts
w = np.round(r.rand(n) + .1, 3)
c3 = r.randint(0, 3, n); d3 = np.where(r.rand(n) < .6, c3, r.randint(0, 3, n))
out = dict(y=y, p=p, w=w, c3=c3, d3=d3)
for name, kw in [("plain", {}), ("weighted", {"sample_weight": w})]:
    d = {}
    d["accuracy"] = m.accuracy_score(y, p, **kw)
    d["zeroOne"] = m.zero_one_loss(y, p, **kw)
    d["hamming"] = m.hamming_loss(y, p, **kw)
    d["confusion"] = m.multilabel_confusion_matrix(y, p, **kw)
    d["confusionSome"] = m.multilabel_confusion_matrix(y, p, labels=[2, 0], **kw)
    d["confusionSamples"] = m.multilabel_confusion_matrix(y, p, samplewise=True, **kw)
    d["confusionClasses"] = m.multilabel_confusion_matrix(c3, d3, **kw)
    for avg in ["micro", "macro", "weighted", "samples", None]:
        for zero in [0, 1]:
            key = f"{avg}{zero}"
            o = dict(average=avg, zero_division=zero, **kw)
            d["precision" + key] = m.precision_score(y, p, **o)
            d["recall" + key] = m.recall_score(y, p, **o)
            d["f1" + key] = m.f1_score(y, p, **o)
            d["fbeta" + key] = m.fbeta_score(y, p, beta=.5, **o)
            d["jaccard" + key] = m.jaccard_score(y, p, **o)
    d["macroSome"] = m.f1_score(y, p, average="macro", labels=[0, 2], **kw)
    d["samplesSome"] = m.f1_score(y, p, average="samples", labels=[0, 2], **kw)
    rep = m.classification_report(y, p, output_dict=True, **kw)
    d["report"] = [[v["precision"], v["recall"], v["f1-score"], v["support"]] for v in rep.values()]
    out[name] = d
def plain(v):
    if isinstance(v, dict): return {a: plain(b) for a, b in v.items()}
    if isinstance(v, (list, tuple)): return [plain(x) for x in v]
    return v.tolist() if hasattr(v, "tolist") else v
pathlib.Path(__file__).with_name("label-sets.json").write_text(json.dumps(plain(out)))
