"""Golden values of ensembles, from scikit-learn. Run: python3 make_ensembles.py (writes ensembles.json).

`exact`: deterministic models; predictions and losses must agree. `spread`: random ones; mean and standard
deviation of the test score over twenty seeds. Even rows train, odd rows test.
"""
import json
import os

import numpy as np
from sklearn import ensemble as E
from sklearn.linear_model import LinearRegression, LogisticRegression, Ridge
from sklearn.naive_bayes import GaussianNB
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

here = os.path.dirname(os.path.abspath(__file__))


def load(name):
    table = np.loadtxt(os.path.join(here, '..', 'data', name + '.csv'), delimiter=',', skiprows=1)
    return table[:, :-1], table[:, -1]


data = {n: load(n) for n in ('wine', 'breast-cancer', 'diabetes', 'digits')}


def short(a, digits=9):
    return [float(f'%.{digits}g' % v) for v in np.asarray(a, dtype=float).ravel()]


def holes(X):
    X = X.copy()
    for i in range(X.shape[0]):
        for j in range(X.shape[1]):
            if (i * 13 + j * 7) % 11 == 0:
                X[i, j] = np.nan
    return X


names = {'nEstimators': 'n_estimators', 'learningRate': 'learning_rate', 'maxDepth': 'max_depth', 'loss': 'loss',
         'alpha': 'alpha', 'maxIter': 'max_iter', 'minSamplesLeaf': 'min_samples_leaf', 'maxLeafNodes': 'max_leaf_nodes',
         'l2Regularization': 'l2_regularization', 'maxBins': 'max_bins', 'monotonicCst': 'monotonic_cst',
         'interactionCst': 'interaction_cst', 'categoricalFeatures': 'categorical_features', 'algorithm': 'algorithm',
         'maxFeatures': 'max_features', 'bootstrap': 'bootstrap', 'oobScore': 'oob_score', 'subsample': 'subsample',
         'contamination': 'contamination', 'criterion': 'criterion', 'classWeight': 'class_weight', 'maxSamples': 'max_samples',
         'voting': 'voting', 'weights': 'weights', 'quantile': 'quantile'}
exact, spread = [], []


def build(name, params, **more):
    return getattr(E, name)(**{names[k]: v for k, v in params.items()}, **more)


def output(model, X):
    return model.predict_proba(X) if hasattr(model, 'predict_proba') else model.predict(X)


def case(name, where, params, weighted=False, change=None, **more):
    X, y = data[where]
    if change:
        X = holes(X)
    w = (0.5 + (np.arange(len(y)) * 7 % 5))[::2] if weighted else None
    model = build(name, params, **more).fit(X[::2], y[::2], sample_weight=w)
    losses = getattr(model, 'train_score_', [])
    exact.append(dict(name=name, data=where, params=params, weighted=weighted, change=change,
                      prediction=short(output(model, X[1::2])[::6]), losses=short(losses[-1:]) if 'Hist' not in name else []))


# Trees without ties: leaves of several samples.
t = dict(minSamplesLeaf=9, nEstimators=12)
case('GradientBoostingRegressor', 'diabetes', dict(t), random_state=0)
case('GradientBoostingRegressor', 'diabetes', dict(t, maxDepth=2, learningRate=0.2, minSamplesLeaf=14), weighted=True, random_state=0)
case('GradientBoostingClassifier', 'breast-cancer', dict(t, maxDepth=1), random_state=0)
case('GradientBoostingClassifier', 'breast-cancer', dict(t, loss='exponential', maxDepth=1), random_state=0)
case('GradientBoostingClassifier', 'wine', dict(t, maxDepth=1, nEstimators=6), random_state=0, weighted=True)
h = dict(maxIter=15)
for loss in ('squared_error', 'absolute_error', 'poisson'):
    case('HistGradientBoostingRegressor', 'diabetes', dict(h, loss=loss))
case('HistGradientBoostingRegressor', 'diabetes', dict(h, maxBins=16, l2Regularization=3.0, maxLeafNodes=6), weighted=True)
case('HistGradientBoostingRegressor', 'diabetes', h, change='holes')
case('HistGradientBoostingRegressor', 'diabetes', dict(h, monotonicCst=[0, 0, 1, 1, 0, 0, -1, 0, 1, 0]))
case('HistGradientBoostingRegressor', 'diabetes', dict(h, interactionCst=[[0, 1, 2], [2, 3, 8]]))
f = dict(maxIter=6, maxLeafNodes=3)
case('HistGradientBoostingClassifier', 'breast-cancer', f)
case('HistGradientBoostingClassifier', 'breast-cancer', dict(f, l2Regularization=2.0), change='holes', weighted=True)
case('HistGradientBoostingClassifier', 'digits', dict(f, maxIter=4))
for algorithm in ('SAMME', 'SAMME.R'):
    case('AdaBoostClassifier', 'breast-cancer', dict(nEstimators=8, algorithm=algorithm), random_state=0)
    case('AdaBoostClassifier', 'wine', dict(nEstimators=3, algorithm=algorithm), random_state=0)
classifiers = [('nb', GaussianNB()), ('tree', DecisionTreeClassifier(max_depth=1, min_samples_leaf=9, random_state=0))]
regressors = [('line', LinearRegression()), ('tree', DecisionTreeRegressor(min_samples_leaf=20, random_state=0))]
case('VotingClassifier', 'breast-cancer', dict(voting='soft', weights=[1, 2]), estimators=classifiers)
case('VotingRegressor', 'diabetes', dict(weights=[2, 1]), estimators=regressors)
case('StackingRegressor', 'diabetes', {}, estimators=regressors, final_estimator=Ridge(alpha=1.0))
case('StackingClassifier', 'breast-cancer', {}, estimators=classifiers, final_estimator=LogisticRegression())


def scores(name, where, params):
    X, y = data[where]
    got, oob = [], []
    for seed in range(20):
        model = build(name, params, random_state=seed).fit(X[::2], y[::2])
        got.append(model.score(X[1::2], y[1::2]) if name != 'IsolationForest' else model.score_samples(X[1::2])[::5].mean())
        oob.append(getattr(model, 'oob_score_', 0))
    spread.append(dict(name=name, data=where, params=params, mean=float(np.mean(got)), sd=float(np.std(got)),
                       oob=float(np.mean(oob)), oobSd=float(np.std(oob))))


scores('RandomForestClassifier', 'digits', dict(nEstimators=20))
scores('RandomForestClassifier', 'wine', dict(nEstimators=40, oobScore=True, criterion='entropy'))
scores('RandomForestClassifier', 'breast-cancer', dict(nEstimators=30, maxDepth=3, classWeight='balanced_subsample'))
scores('RandomForestRegressor', 'diabetes', dict(nEstimators=40, oobScore=True, maxFeatures=3))
scores('ExtraTreesClassifier', 'digits', dict(nEstimators=20))
scores('ExtraTreesRegressor', 'diabetes', dict(nEstimators=40, minSamplesLeaf=3))
scores('BaggingClassifier', 'digits', dict(nEstimators=10))
scores('BaggingRegressor', 'diabetes', dict(nEstimators=30, oobScore=True))
scores('AdaBoostRegressor', 'diabetes', dict(nEstimators=30))
scores('GradientBoostingRegressor', 'diabetes', dict(nEstimators=40, subsample=0.5))
scores('GradientBoostingRegressor', 'diabetes', dict(nEstimators=40))
scores('HistGradientBoostingClassifier', 'wine', dict(maxIter=20))
scores('HistGradientBoostingClassifier', 'breast-cancer', dict(maxIter=30))
for loss in ('huber', 'absolute_error'):
    scores('GradientBoostingRegressor', 'diabetes', dict(nEstimators=40, loss=loss, alpha=0.8, subsample=0.7))
scores('IsolationForest', 'breast-cancer', dict(nEstimators=50))
scores('IsolationForest', 'wine', dict(nEstimators=50, maxSamples=40))

with open(os.path.join(here, 'ensembles.json'), 'w') as f:
    json.dump(dict(exact=exact, spread=spread), f, separators=(',', ':'))
