"""Golden values of decompositions, made with scikit-learn 1.2.1 (numpy 1.24). Run: python3 make_golden.py

Signs of components follow the rule of scikit-learn >= 1.5: the entry of largest absolute value is positive.
"""
import json
import os
import warnings

import numpy as np
from sklearn.decomposition import NMF, PCA, FastICA, IncrementalPCA, KernelPCA, TruncatedSVD

warnings.filterwarnings("ignore")
here = os.path.dirname(os.path.abspath(__file__))


def data(name):
    return np.loadtxt(os.path.join(here, "..", "data", name + ".csv"), delimiter=",", skiprows=1)[:, :-1]


def show(a):
    return np.round(np.asarray(a, dtype=float), 12).tolist()


def signed(v):
    s = np.sign(v[np.arange(len(v)), np.abs(v).argmax(axis=1)])
    return s


iris, wine, digits = data("iris"), data("wine"), data("digits")
wine = (wine - wine.mean(0)) / wine.std(0)
out = {}


def pca(X, **kw):
    m = PCA(svd_solver="full", **kw).fit(X)
    s = signed(m.components_)
    return dict(
        components=show(m.components_ * s[:, None]),
        variance=show(m.explained_variance_),
        ratio=show(m.explained_variance_ratio_),
        singular=show(m.singular_values_),
        noise=float(m.noise_variance_),
        n=int(m.n_components_),
        first=show((m.transform(X) * s)[:5]),
        score=float(m.score(X)) if m.n_components_ < X.shape[1] or True else None,
        covariance=show(m.get_covariance()[0]),
        precision=show(m.get_precision()[0]),
    )


out["pca"] = dict(
    two=pca(iris, n_components=2),
    all=pca(iris),
    share=pca(wine, n_components=0.8),
    mle=pca(wine, n_components="mle"),
    white=pca(iris, n_components=3, whiten=True),
)
out["mleDigitsLike"] = int(PCA("mle", svd_solver="full").fit(iris).n_components_)

m = IncrementalPCA(n_components=2, batch_size=40).fit(iris)
s = signed(m.components_)
out["incremental"] = dict(
    components=show(m.components_ * s[:, None]), variance=show(m.explained_variance_),
    ratio=show(m.explained_variance_ratio_), singular=show(m.singular_values_),
    noise=float(m.noise_variance_), mean=show(m.mean_), var=show(m.var_), first=show((m.transform(iris) * s)[:4]))

small = iris[::5]
out["kernel"] = {}
for name, kw in dict(
    linear=dict(kernel="linear"), rbf=dict(kernel="rbf", gamma=0.3), poly=dict(kernel="poly", degree=2, gamma=0.1, coef0=1),
    sigmoid=dict(kernel="sigmoid", gamma=0.01, coef0=0.1), cosine=dict(kernel="cosine"),
).items():
    m = KernelPCA(n_components=3, fit_inverse_transform=True, alpha=0.1, **kw).fit(small)
    z = m.transform(iris[1:4])
    out["kernel"][name] = dict(
        values=show(m.eigenvalues_), first=show(np.abs(z)), train=show(np.abs(m.fit_transform(small)[:3])),
        back=show(m.inverse_transform(m.transform(iris[1:3]))))

m = TruncatedSVD(5, algorithm="arpack", random_state=0).fit(digits[:200])
s = signed(m.components_)
out["truncated"] = dict(
    singular=show(m.singular_values_), variance=show(m.explained_variance_), ratio=show(m.explained_variance_ratio_),
    first=show(m.transform(digits[:2]) * s))

X = digits[:60, 2:30] + 0.0
out["nmf"] = {}
for name, kw in dict(
    cd=dict(), cdPenalty=dict(alpha_W=0.01, alpha_H=0.02, l1_ratio=0.5), mu=dict(solver="mu"),
    kl=dict(solver="mu", beta_loss="kullback-leibler"), klPenalty=dict(solver="mu", beta_loss="kullback-leibler", alpha_W=0.005, l1_ratio=0.3),
).items():
    m = NMF(3, init="nndsvda", tol=1e-6, max_iter=150, random_state=0, **kw)
    w = m.fit_transform(X)
    out["nmf"][name] = dict(
        error=float(m.reconstruction_err_), n=int(m.n_iter_), w=show(w[:4]), h=show(m.components_[:, :8]),
        again=show(m.transform(X[:3])))
m = NMF(2, init="nndsvda", solver="mu", beta_loss="itakura-saito", max_iter=100, tol=0, random_state=0)
m.fit(X + 0.5)
out["nmf"]["is"] = dict(error=float(m.reconstruction_err_))

# three sources mixed by a known matrix; both sides compute them from the same formula
t = np.arange(400) / 400 * 8
S = np.c_[np.sin(2 * t), np.sign(np.sin(3 * t)), (t * 0.7) % 1 - 0.5]
A = np.array([[1, 1, 1], [0.5, 2, 1.0], [1.5, 1.0, 2.0]])
X = S @ A.T
out["ica"] = {}
for name, kw in dict(parallel=dict(), exp=dict(fun="exp"), cube=dict(fun="cube")).items():
    m = FastICA(3, whiten="unit-variance", tol=1e-10, max_iter=2000, random_state=0, **kw).fit(X)
    c = m.components_ * signed(m.components_)[:, None]
    out["ica"][name] = show(c[np.lexsort((c[:, 0],))])

with open(os.path.join(here, "decomposition.json"), "w") as f:
    json.dump(out, f)
print(os.path.getsize(os.path.join(here, "decomposition.json")))
