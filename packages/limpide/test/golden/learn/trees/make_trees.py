"""Golden values of decision trees, from scikit-learn: node by node, with pruning paths and texts.

Run: python3 make_trees.py   (writes trees.json next to it)
Only trees whose best splits have no ties are kept: thirty seeds must give the same one. Leaves are enlarged
until they do.
"""
import json
import os

import numpy as np
from sklearn import tree

here = os.path.dirname(os.path.abspath(__file__))


def load(name):
    table = np.loadtxt(os.path.join(here, '..', 'data', name + '.csv'), delimiter=',', skiprows=1)
    return table[:, :-1], table[:, -1]


def short(a, digits=10):
    return [float(f'%.{digits}g' % v) for v in np.asarray(a, dtype=float).ravel()]


def weights(n):
    return 0.5 + (np.arange(n) * 7 % 5)


cases = []


def case(kind, data, params, weighted=False, multi=False):
    X, y = load(data)
    if kind == 'regressor' and data != 'diabetes':
        y = X[:, 0].copy()
        X = X[:, 1:]
    if multi:
        y = np.stack([y, X[:, 2] * 100 + y * 0.2], axis=1)
    names = {'maxDepth': 'max_depth', 'minSamplesLeaf': 'min_samples_leaf', 'minSamplesSplit': 'min_samples_split',
             'maxLeafNodes': 'max_leaf_nodes', 'minImpurityDecrease': 'min_impurity_decrease', 'ccpAlpha': 'ccp_alpha',
             'criterion': 'criterion', 'minWeightFractionLeaf': 'min_weight_fraction_leaf', 'classWeight': 'class_weight'}
    make = tree.DecisionTreeClassifier if kind == 'classifier' else tree.DecisionTreeRegressor
    w = weights(len(y)) if weighted else None
    while True:
        grown = [make(random_state=s, **{names[k]: v for k, v in params.items()}).fit(X, y, sample_weight=w) for s in range(30)]
        model = grown[0]
        if all(np.array_equal(m.tree_.feature, model.tree_.feature) and np.array_equal(m.tree_.n_node_samples, model.tree_.n_node_samples) for m in grown):
            break
        leaf = params['minSamplesLeaf']
        params = dict(params, minSamplesLeaf=leaf + 1 if leaf >= 1 else leaf + 0.01)
    print(kind, data, params, model.tree_.node_count)
    t = model.tree_
    path = model.cost_complexity_pruning_path(X, y, sample_weight=w)
    cases.append(dict(
        kind=kind, data=data, params=params, weighted=weighted, multi=multi,
        feature=[int(max(f, -1)) for f in t.feature], threshold=short(np.where(t.feature < 0, 0, t.threshold), 8),
        impurity=short(t.impurity), samples=t.n_node_samples.tolist(), weight=short(t.weighted_n_node_samples),
        prediction=short(model.predict_proba(X[::9]) if kind == 'classifier' else model.predict(X[::9])),
        importances=short(model.feature_importances_), depth=int(model.get_depth()), leaves=int(model.get_n_leaves()),
        score=float(model.score(X, y)), alphas=short(path.ccp_alphas), impurities=short(path.impurities),
        text=tree.export_text(model, decimals=5) if not multi else '',
    ))


case('classifier', 'wine', dict(minSamplesLeaf=5))
case('classifier', 'wine', dict(criterion='entropy', maxDepth=3, minSamplesLeaf=6), weighted=True)
case('classifier', 'breast-cancer', dict(minSamplesLeaf=12))
case('classifier', 'breast-cancer', dict(maxLeafNodes=6, minSamplesLeaf=8))
case('classifier', 'breast-cancer', dict(ccpAlpha=0.02, minSamplesLeaf=10), weighted=True)
case('classifier', 'digits', dict(maxDepth=5, minSamplesLeaf=20, criterion='entropy'))
case('classifier', 'wine', dict(minSamplesLeaf=0.1, minWeightFractionLeaf=0.08, classWeight='balanced'))
case('regressor', 'diabetes', dict(minSamplesLeaf=15))
case('regressor', 'diabetes', dict(minSamplesLeaf=10, maxDepth=4), weighted=True)
case('regressor', 'diabetes', dict(minSamplesLeaf=15, criterion='friedman_mse', maxLeafNodes=8))
case('regressor', 'diabetes', dict(minSamplesLeaf=20, maxDepth=4, criterion='absolute_error'))
case('regressor', 'diabetes', dict(minSamplesLeaf=15, maxDepth=4, criterion='poisson'), weighted=True)
case('regressor', 'diabetes', dict(minSamplesLeaf=15, minImpurityDecrease=40.0))
case('regressor', 'diabetes', dict(minSamplesLeaf=15, maxDepth=4), multi=True)
case('regressor', 'wine', dict(minSamplesLeaf=9, minSamplesSplit=0.15, ccpAlpha=0.004))

with open(os.path.join(here, 'trees.json'), 'w') as f:
    json.dump(cases, f, separators=(',', ':'))
