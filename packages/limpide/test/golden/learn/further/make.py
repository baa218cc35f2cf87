"""Golden values of further estimators: splines, iterative imputation, several targets, OPTICS, Birch, topics.
Run: python3 make.py"""
import json, pathlib, warnings
import numpy as np
from sklearn import cluster, datasets, decomposition, impute, linear_model as lm, multioutput as mo, preprocessing as p, tree
warnings.filterwarnings("ignore")
r = np.random.RandomState(5)
out = {}

# splines
X = np.round(np.c_[r.randn(25) * 2, r.exponential(2, 25)], 3)
Z = np.round(np.r_[X[:4], [[-9, -1], [9, 20], [0, 3]]], 3)
out["X"], out["Z"] = X, Z
s = {}
for knots in ["uniform", "quantile"]:
    for ex in ["constant", "linear", "continue", "periodic"]:
        for degree in [1, 2, 3]:
            # column by column: scikit-learn 1.2 mistakes the degree of all but the first when it extrapolates lines
            t = [p.SplineTransformer(n_knots=5, degree=degree, knots=knots, extrapolation=ex).fit(X[:, [j]]).transform(Z[:, [j]]) for j in [0, 1]]
            s[f"{knots} {ex} {degree}"] = np.round(np.hstack(t), 10)
s["own"] = p.SplineTransformer(knots=np.array([[-3., 0.], [0., 1.], [1., 4.], [4., 9.]]), include_bias=False).fit_transform(X)[:5]
s["names"] = list(p.SplineTransformer(n_knots=3, degree=1).fit(X).get_feature_names_out())
out["splines"] = s

# iterative imputation
K = np.round(r.randn(40, 1) @ r.randn(1, 4) + .3 * r.randn(40, 4), 3)
M = K.copy(); M[r.rand(40, 4) < .15] = np.nan; M[:, 3] = K[:, 3]
out["M"] = M
from sklearn.experimental import enable_iterative_imputer  # noqa
i = {}
for order in ["ascending", "descending", "roman", "arabic"]:
    e = impute.IterativeImputer(imputation_order=order, random_state=0).fit(M)
    i[order] = [e.n_iter_, e.transform(M)]
e = impute.IterativeImputer(estimator=lm.Ridge(), initial_strategy="median", skip_complete=True, min_value=-.5, max_value=1, max_iter=3, random_state=0)
i["ridge"] = e.fit_transform(M)
out["imputer"] = i

# several targets
Y = np.round(np.c_[X[:, 0] * 2 + X[:, 1], X[:, 0] - r.rand(25), X[:, 1] ** 2], 3)
L = (r.rand(25, 3) + X[:, :1] * [.2, -.2, .1] > .5).astype(int)
out["Y"], out["L"] = Y, L
m = {}
m["regressor"] = mo.MultiOutputRegressor(lm.Ridge()).fit(X, Y).predict(Z)
m["chain"] = mo.RegressorChain(lm.Ridge(), order=[2, 0, 1]).fit(X, Y).predict(Z)
c = mo.MultiOutputClassifier(lm.LogisticRegression(tol=1e-10)).fit(X, L)
m["classifier"] = [c.predict(Z), c.predict_proba(Z)[1], c.score(X, L)]
c = mo.ClassifierChain(lm.LogisticRegression(tol=1e-10), order=[1, 2, 0]).fit(X, L)
m["classifierChain"] = [c.predict(Z), c.score(X, L)]
out["several"] = m

# OPTICS and Birch
from sklearn.cluster import _optics
def corrected(plot, predecessors, ordering, s, e):
    # as scikit-learn since 1.5: before, samples and places in the plot were mistaken for each other
    while s < e:
        if plot[s] > plot[e] or predecessors[e] in ordering[s:e]: return s, e
        e -= 1
    return None, None
_optics._correct_predecessor = corrected
B = np.round(np.r_[r.randn(30, 2) * .3, r.randn(30, 2) * .8 + 4, r.randn(25, 2) * .2 + [0, 5], r.rand(15, 2) * 10 - 2], 3)
out["B"] = B
o = {}
def told(e): return [e.labels_, np.where(np.isinf(e.reachability_), -1, e.reachability_), e.ordering_, e.predecessor_, getattr(e, "cluster_hierarchy_", [])]
o["xi"] = told(cluster.OPTICS().fit(B))
o["steeper"] = told(cluster.OPTICS(min_samples=8, xi=.15, min_cluster_size=.1).fit(B))
o["uncorrected"] = told(cluster.OPTICS(min_samples=4, predecessor_correction=False).fit(B))
o["near"] = told(cluster.OPTICS(max_eps=1.2, min_samples=6).fit(B))
o["manhattan"] = told(cluster.OPTICS(metric="manhattan", min_samples=6).fit(B))
o["dbscan"] = told(cluster.OPTICS(cluster_method="dbscan", eps=.7).fit(B))
out["optics"] = o
b = {}
for name, kw in dict(usual={}, fine=dict(threshold=.2, branching_factor=4, n_clusters=None), small=dict(threshold=.3, branching_factor=3, n_clusters=4)).items():
    e = cluster.Birch(**kw).fit(B)
    b[name] = [e.labels_, e.subcluster_centers_, e.subcluster_labels_]
out["birch"] = b

# topics: documents about two of three themes
words = 12
topics = np.zeros((3, words))
for t in range(3): topics[t, t * 4:(t + 1) * 4] = 1
D = np.array([r.multinomial(30, (topics[k % 3] * .8 + topics[(k + 1) % 3] * .2) / 4) for k in range(36)])
out["D"] = D
e = decomposition.LatentDirichletAllocation(3, max_iter=60, mean_change_tol=1e-9, random_state=0).fit(D)
f = decomposition.LatentDirichletAllocation(3, learning_method="online", max_iter=5, batch_size=8, random_state=0).fit(D)
scores = [decomposition.LatentDirichletAllocation(3, max_iter=40, random_state=seed).fit(D).perplexity(D) for seed in range(12)]
out["topics"] = dict(components=e.components_, shares=e.transform(D), score=e.score(D), perplexity=e.perplexity(D),
                     online=dict(components=f.components_, shares=f.transform(D), perplexity=f.perplexity(D)),
                     perplexities=scores)

def plain(v):
    if isinstance(v, dict): return {a: plain(x) for a, x in v.items()}
    if isinstance(v, (list, tuple)): return [plain(x) for x in v]
    return v.tolist() if hasattr(v, "tolist") else v
def shorter(v):
    if isinstance(v, dict): return {a: shorter(x) for a, x in v.items()}
    if isinstance(v, list): return [shorter(x) for x in v]
    return float(f"{v:.12g}") if isinstance(v, float) else v
pathlib.Path(__file__).with_name("further.json").write_text(json.dumps(shorter(plain(out))).replace("NaN", "null"))
