#!/usr/bin/env python3
"""scikit-learn's side of `npm run bench -- learn`: the same data, one question a line (see ../serve.ts).

BENCH_THREADS says how many jobs; OMP_NUM_THREADS and OPENBLAS_NUM_THREADS are set before it starts.
"""
import json
import os
import pathlib
import sys
import tempfile
import time
import warnings

import numpy as np
import sklearn
from sklearn.cluster import DBSCAN, KMeans
from sklearn.decomposition import PCA
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import ElasticNet, Lasso, LogisticRegression, Ridge
from sklearn.manifold import TSNE
from sklearn.neighbors import KNeighborsClassifier
from sklearn.svm import SVC

warnings.filterwarnings("ignore")  # 100 iterations of lbfgs do not converge, on purpose
JOBS = int(os.environ.get("BENCH_THREADS", "1"))
FOLDER = pathlib.Path(os.environ.get("BENCH_DATA", os.path.join(tempfile.gettempdir(), "limpide-bench-learn")))


def load(name):
    shape = json.loads((FOLDER / f"{name}.json").read_text())
    return np.fromfile(FOLDER / f"{name}.x").reshape(shape["rows"], shape["cols"]), np.fromfile(FOLDER / f"{name}.y")


def images(kind, count):
    mnist = pathlib.Path(json.loads((FOLDER / "folder.json").read_text())["mnist"])
    pixels = np.fromfile(mnist / f"{kind}-images-idx3-ubyte", dtype=np.uint8, offset=16).reshape(-1, 784)
    labels = np.fromfile(mnist / f"{kind}-labels-idx1-ubyte", dtype=np.uint8, offset=8)
    return pixels[:count] / 255.0, labels[:count].astype(float)


# Each makes its data, and gives: what is timed, and how good what it made is.
def kmeans():
    X, _ = images("train", 10000)
    return lambda: KMeans(10, init=X[:10].copy(), n_init=1).fit(X), lambda m: {"inertia": m.inertia_, "iterations": m.n_iter_}


def pca(solver):
    def make():
        X, _ = images("train", 10000)
        return lambda: PCA(50, svd_solver=solver, random_state=0).fit(X), lambda m: {"explained": m.explained_variance_ratio_.sum()}
    return make


def judged(model):
    def make():
        (X, y), (Xt, yt) = images("train", 10000), images("t10k", 10000)
        return lambda: model().fit(X, y), lambda m: {"accuracy": m.score(Xt, yt)}
    return make


def svc():
    (X, y), (Xt, yt) = load("digits"), load("digits-test")
    return lambda: SVC().fit(X, y), lambda m: {"accuracy": m.score(Xt, yt)}


def dbscan():
    X, _ = load("blobs")
    quality = lambda m: {"clusters": len(set(m.labels_[m.labels_ >= 0])), "noise": int((m.labels_ < 0).sum())}
    return lambda: DBSCAN(eps=0.2, min_samples=5, n_jobs=JOBS).fit(X), quality


def histgb():
    X, y = load("classes")
    fit = lambda: HistGradientBoostingClassifier(early_stopping=False, random_state=0).fit(X[:40000], y[:40000])
    return fit, lambda m: {"accuracy": m.score(X[40000:], y[40000:])}


def tsne():
    X, _ = images("train", 2000)
    points = PCA(50, svd_solver="full").fit_transform(X)
    return lambda: TSNE(random_state=0, init="pca", n_jobs=JOBS).fit(points), lambda m: {"divergence": m.kl_divergence_}


def knn_brute():
    (X, y), (Xt, yt) = images("train", 10000), images("t10k", 1000)
    return lambda: KNeighborsClassifier(algorithm="brute", n_jobs=JOBS).fit(X, y).score(Xt, yt), lambda s: {"accuracy": s}


def knn_tree():
    X, y = load("space")
    fit = lambda: KNeighborsClassifier(algorithm="kd_tree", n_jobs=JOBS).fit(X[:50000], y[:50000]).score(X[50000:], y[50000:])
    return fit, lambda s: {"accuracy": s}


def linear(model):
    def make():
        X, y = load("line")
        return lambda: model().fit(X, y), lambda m: {"r2": m.score(X, y)}
    return make


def tfidf():
    texts = json.loads((FOLDER / "texts.json").read_text())
    return lambda: TfidfVectorizer().fit_transform(texts), lambda m: {"terms": m.shape[1], "stored": m.nnz}


ROWS = {
    "kmeans": kmeans,
    "pca-auto": pca("auto"),
    "pca-full": pca("full"),
    "forest": judged(lambda: RandomForestClassifier(100, random_state=0, n_jobs=JOBS)),
    "logistic": judged(lambda: LogisticRegression(max_iter=100)),
    "svc": svc,
    "dbscan": dbscan,
    "histgb": histgb,
    "tsne": tsne,
    "knn-brute": knn_brute,
    "knn-tree": knn_tree,
    "ridge": linear(lambda: Ridge()),
    "lasso": linear(lambda: Lasso(alpha=0.01)),
    "elastic": linear(lambda: ElasticNet(alpha=0.01)),
    "tfidf": tfidf,
}


def say(value):
    print(json.dumps(value), flush=True)


def main():
    say({"ready": True, "version": f"scikit-learn {sklearn.__version__}", "works": list(ROWS)})
    current, run, quality = None, None, None
    for line in sys.stdin:
        question = json.loads(line)
        work = question["work"]
        try:
            if work != current:
                current = None
                run, quality = ROWS[work]()
                start = time.perf_counter()
                run()
                once = time.perf_counter() - start  # a first call, for caches; a long one is not repeated for it
                current = work
            samples, made, end = [], None, time.perf_counter() + question["seconds"]
            while not samples or (time.perf_counter() < end and once < 1) or (len(samples) < 3 and once < 0.3):
                start = time.perf_counter()
                made = run()
                samples.append(time.perf_counter() - start)
            note = json.dumps({k: float(v) for k, v in quality(made).items()})
            say({"work": work, "samples": samples, "note": note})
        except Exception as error:  # the harness prints it beside the row
            say({"work": work, "error": f"{type(error).__name__}: {error}"})


main()
