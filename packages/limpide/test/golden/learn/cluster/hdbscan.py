"""
Golden values of HDBSCAN. scikit-learn 1.2.1 has none yet, so they are derived here from the definitions: single
linkage (SciPy) of the mutual reachability distance, then recursion over sets of samples. Run: /usr/bin/python3 hdbscan.py
"""
import json, os, sys
import numpy as np
from scipy.cluster.hierarchy import linkage, to_tree
from scipy.spatial.distance import cdist, squareform
from sklearn.datasets import load_iris, make_moons, make_blobs

sys.setrecursionlimit(10000)
here = os.path.dirname(os.path.abspath(__file__))

class Cluster:
    """A set of samples that stay together from level `birth` on; `leave`: the level at which each goes."""
    def __init__(self, birth):
        self.birth, self.leave, self.parts, self.deepest = birth, {}, [], 0.0

def build(node, birth, least):
    cluster = Cluster(birth)
    while True:
        if node.is_leaf():
            break
        level = 1 / node.dist if node.dist > 0 else np.inf
        cluster.deepest = max(cluster.deepest, level)
        kids = [node.get_left(), node.get_right()]
        big = [k for k in kids if k.count >= least]
        if len(big) == 2:
            for k in kids:
                for i in k.pre_order(): cluster.leave[i] = level
            cluster.parts = [build(k, level, least) for k in kids]
            break
        for k in kids:
            if k not in big:
                for i in k.pre_order(): cluster.leave[i] = level
        if not big: break
        node = big[0]
    return cluster

stability = lambda c: sum(v - c.birth for v in c.leave.values())

def best(c, root, single, most):
    """Chosen clusters of a subtree, and their stability in sum."""
    below, gain = [], 0.0
    for p in c.parts:
        chosen, s = best(p, False, single, most)
        below += chosen; gain += s
    if root and not single: return below, gain
    own = stability(c)
    return (below, gain) if gain > own or len(c.leave) > most else ([c], own)

def tips(c):
    return [t for p in c.parts for t in tips(p)] if c.parts else [c]

def ancestors(root, c):
    """The way from the root down to c."""
    if root is c: return [root]
    for p in root.parts:
        way = ancestors(p, c)
        if way: return [root] + way
    return []

def hdbscan(X, least=5, min_samples=None, metric="euclidean", method="eom", epsilon=0.0, single=False, most=np.inf, alpha=1.0):
    D = cdist(X, X, metric)
    k = min_samples or least
    core = np.sort(D, 1)[:, k - 1]
    R = np.maximum(np.maximum(core[:, None], core[None]), D / alpha); np.fill_diagonal(R, 0)
    root = build(to_tree(linkage(squareform(R, checks=False), "single")), 0.0, least)
    chosen = best(root, True, single, most)[0] if method == "eom" else (tips(root) if root.parts else [])
    if epsilon > 0 and not (chosen == [root]):
        up = []
        for c in chosen:
            if 1 / c.birth < epsilon:
                way = ancestors(root, c)[:-1]
                ok = [a for a in way[1:] if 1 / a.birth > epsilon]
                c = ok[-1] if ok else (root if single else (way + [c])[1])
            if c not in up: up.append(c)
        # who lies inside another one goes
        chosen = [c for c in up if not any(a in up for a in ancestors(root, c)[:-1])]
    labels = np.full(len(X), -1); prob = np.zeros(len(X))
    for number, c in enumerate(chosen):
        inside = {}
        def gather(q):
            for i, v in q.leave.items(): inside[i] = v
            for p in q.parts: gather(p)
        gather(c)
        for i, v in inside.items():
            if c is root and v < (1 / epsilon if epsilon > 0 else c.deepest): continue
            labels[i] = number; prob[i] = min(v, c.deepest) / c.deepest
    # numbers by first sample: the derivation has no order of its own
    names = {}
    for l in labels:
        if l >= 0: names.setdefault(l, len(names))
    return {"labels": [names.get(l, -1) for l in labels.tolist()], "probabilities": prob.round(9).tolist()}

X = load_iris().data + 1e-3 * np.sin(np.arange(600)).reshape(150, 4)
r = np.random.RandomState(1)
B = np.vstack([r.randn(40, 2) * .3, r.randn(40, 2) * .3 + [1.6, 0], r.randn(60, 2) + [8, 4], r.uniform(-4, 12, (30, 2))]).round(4)
cases = {
  "iris": (X, {}), "samples": (X, dict(least=8, min_samples=3)), "manhattan": (X, dict(metric="cityblock", least=10)),
  "blobs": (B, dict(least=6)), "leaf": (B, dict(least=6, method="leaf")), "epsilon": (B, dict(least=5, min_samples=3, epsilon=.6)),
  "leafEpsilon": (B, dict(least=5, min_samples=3, epsilon=.45, method="leaf")), "single": (B[:40], dict(least=8, single=True)),
  "singleEpsilon": (B[:40], dict(least=8, single=True, epsilon=.3)), "most": (B, dict(least=6, most=45)), "alpha": (B, dict(least=6, alpha=1.7)),
}
out = {"B": B.tolist(), "cases": {k: hdbscan(D, **a) for k, (D, a) in cases.items()}}
for k, v in out["cases"].items(): print(k, max(v["labels"]) + 1, v["labels"].count(-1))
json.dump(out, open(os.path.join(here, "hdbscan.json"), "w"), separators=(",", ":"))
