"""Golden values of limpide/learn's metrics, from scikit-learn. Run: python3 make.py"""
import json, pathlib, warnings
import numpy as np
from sklearn import metrics as m
warnings.filterwarnings("ignore")
r = np.random.RandomState(0)
n = 60
out = {}
y2 = r.randint(0, 2, n); p2 = np.where(r.rand(n) < .75, y2, 1 - y2); s2 = np.round(np.clip(y2 * .3 + r.rand(n) * .7, 0, 1), 2); w = np.round(r.rand(n) + .1, 3)
y3 = r.randint(0, 3, n); p3 = np.where(r.rand(n) < .6, y3, r.randint(0, 3, n)); q3 = r.dirichlet([1, 1, 1], n) + np.eye(3)[y3] * .5; q3 = np.round(q3 / q3.sum(1, keepdims=True), 6); q3[:, 2] = 1 - q3[:, 0] - q3[:, 1]
out["data"] = dict(y2=y2, p2=p2, s2=s2, w=w, y3=y3, p3=p3, q3=q3)
c = {}
for name, kw in [("plain", {}), ("weighted", {"sample_weight": w})]:
    d = {}
    d["accuracy"] = m.accuracy_score(y3, p3, **kw)
    d["balanced"] = m.balanced_accuracy_score(y3, p3, **kw)
    d["balancedAdjusted"] = m.balanced_accuracy_score(y3, p3, adjusted=True, **kw)
    d["mcc"] = m.matthews_corrcoef(y3, p3, **kw)
    d["kappa"] = m.cohen_kappa_score(y3, p3, **kw)
    d["kappaQuadratic"] = m.cohen_kappa_score(y3, p3, weights="quadratic", **kw)
    d["hamming"] = m.hamming_loss(y3, p3, **kw)
    d["confusion"] = m.confusion_matrix(y3, p3, **kw)
    for avg in ["micro", "macro", "weighted", None]:
        k = str(avg)
        d["precision" + k] = m.precision_score(y3, p3, average=avg, **kw)
        d["recall" + k] = m.recall_score(y3, p3, average=avg, **kw)
        d["f1" + k] = m.f1_score(y3, p3, average=avg, **kw)
        d["fbeta" + k] = m.fbeta_score(y3, p3, beta=2, average=avg, **kw)
        d["jaccard" + k] = m.jaccard_score(y3, p3, average=avg, **kw)
    d["precisionBinary"] = m.precision_score(y2, p2, **kw)
    d["f1Binary"] = m.f1_score(y2, p2, **kw)
    f, t, th = m.roc_curve(y2, s2, **kw); d["roc"] = [f, t, th[1:]]
    d["auc"] = m.roc_auc_score(y2, s2, **kw)
    d["ap"] = m.average_precision_score(y2, s2, **kw)
    a, b, th = m.precision_recall_curve(y2, s2, **kw); d["pr"] = [a, b, th]
    a, b, th = m.det_curve(y2, s2, **kw); d["det"] = [a, b, th]
    d["ovr"] = m.roc_auc_score(y3, q3, multi_class="ovr", **kw)
    d["ovrWeighted"] = m.roc_auc_score(y3, q3, multi_class="ovr", average="weighted", **kw)
    d["logLoss"] = m.log_loss(y3, q3, **kw)
    d["logLoss2"] = m.log_loss(y2, s2, **kw)
    d["brier"] = m.brier_score_loss(y2, s2, **kw)
    d["hinge"] = m.hinge_loss(y2, s2 * 4 - 2, **kw)
    d["hinge3"] = m.hinge_loss(y3, q3 * 4, **kw)
    d["topK"] = m.top_k_accuracy_score(y3, q3, k=2, **kw)
    c[name] = d
c["plain"]["ovo"] = m.roc_auc_score(y3, q3, multi_class="ovo")
c["plain"]["ovoWeighted"] = m.roc_auc_score(y3, q3, multi_class="ovo", average="weighted")
c["plain"]["partialAuc"] = m.roc_auc_score(y2, s2, max_fpr=.3)
out["classification"] = c
yt = np.round(r.rand(n, 2) * 5 + .5, 3); yp = np.round(np.abs(yt + r.randn(n, 2)) + .1, 3)
out["data"].update(yt=yt, yp=yp)
g = {}
for name, kw in [("plain", {}), ("weighted", {"sample_weight": w})]:
    d = {}
    a, b = yt[:, 0], yp[:, 0]
    for key, f in dict(mse=m.mean_squared_error, mae=m.mean_absolute_error, medae=m.median_absolute_error, mape=m.mean_absolute_percentage_error, r2=m.r2_score, evs=m.explained_variance_score, msle=m.mean_squared_log_error).items():
        d[key] = f(a, b, **kw); d[key + "Raw"] = f(yt, yp, multioutput="raw_values", **kw); d[key + "Mixed"] = f(yt, yp, multioutput=[.3, .7], **kw)
    d["rmse"] = m.mean_squared_error(yt, yp, squared=False, **kw)
    d["pinball"] = m.mean_pinball_loss(a, b, alpha=.2, **kw)
    d["poisson"] = m.mean_poisson_deviance(a, b, **kw); d["gamma"] = m.mean_gamma_deviance(a, b, **kw)
    d["tweedie"] = m.mean_tweedie_deviance(a, b, power=1.5, **kw); d["d2"] = m.d2_tweedie_score(a, b, power=1, **kw)
    g[name] = d
g["plain"]["maxError"] = m.max_error(yt[:, 0], yp[:, 0])
out["regression"] = g
rel = r.randint(0, 4, (12, 6)); sc = np.round(r.rand(12, 6), 1); lab = (r.rand(12, 6) < .4).astype(int)
out["data"].update(rel=rel, sc=sc, lab=lab)
out["ranking"] = dict(dcg=m.dcg_score(rel, sc), dcg3=m.dcg_score(rel, sc, k=3), ndcg=m.ndcg_score(rel, sc), ndcg3=m.ndcg_score(rel, sc, k=3), ndcgTies=m.ndcg_score(rel, sc, ignore_ties=True), lrap=m.label_ranking_average_precision_score(lab, sc), coverage=m.coverage_error(lab, sc), loss=m.label_ranking_loss(lab, sc))
X = np.round(r.randn(40, 3) + np.repeat([[0, 0, 0], [3, 1, 0], [0, 4, 2], [-3, 0, 3]], 10, axis=0), 3); k1 = np.repeat(range(4), 10); k2 = np.where(r.rand(40) < .7, k1, r.randint(0, 5, 40))
out["data"].update(X=X, k1=k1, k2=k2)
out["clustering"] = dict(ari=m.adjusted_rand_score(k1, k2), ri=m.rand_score(k1, k2), mi=m.mutual_info_score(k1, k2), nmi=m.normalized_mutual_info_score(k1, k2), ami=m.adjusted_mutual_info_score(k1, k2), amiMax=m.adjusted_mutual_info_score(k1, k2, average_method="max"), h=m.homogeneity_score(k1, k2), c=m.completeness_score(k1, k2), v=m.v_measure_score(k1, k2, beta=.5), fm=m.fowlkes_mallows_score(k1, k2), sil=m.silhouette_samples(X, k1), silMan=m.silhouette_score(X, k2, metric="manhattan"), ch=m.calinski_harabasz_score(X, k2), db=m.davies_bouldin_score(X, k2))
def plain(v):
    if isinstance(v, dict): return {k: plain(x) for k, x in v.items()}
    if isinstance(v, (list, tuple)): return [plain(x) for x in v]
    return v.tolist() if hasattr(v, "tolist") else v
pathlib.Path(__file__).with_name("metrics.json").write_text(json.dumps(plain(out)))
