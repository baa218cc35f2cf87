"""Golden values of linear models, support vector machines, naive Bayes and discriminant analysis, from scikit-learn.

Run it where scikit-learn is (1.2): python3 make_golden.py. It writes the JSON files of its own folder and of
../svm, ../bayes and ../discriminant. Each case names a model, its parameters, the data and what was learned.
"""
import json
import warnings
from pathlib import Path

import numpy as np
from sklearn import discriminant_analysis as D, linear_model as L, naive_bayes as B, svm as S

warnings.filterwarnings("ignore")
here = Path(__file__).parent
data_folder = here.parent / "data"


def load(name, scale=False):
    table = np.loadtxt(data_folder / f"{name}.csv", delimiter=",", skiprows=1)
    X, y = table[:, :-1], table[:, -1]
    if scale:
        s = X.std(axis=0)
        X = (X - X.mean(axis=0)) / np.where(s > 0, s, 1)
    return X, y


def snake(name):
    if name in ("C", "Cs"):
        return name
    return "".join("_" + c.lower() if c.isupper() else c for c in name)


def plain(value):
    if isinstance(value, dict):  # scores of folds by class: the positive one
        value = list(value.values())[-1]
    value = np.asarray(value, dtype=float)
    return [float(f"{v:.12g}") for v in value.ravel()]


files = {}


def case(family, model, cls, data, params=None, theirs=None, learned=("coef_", "intercept_"), methods=("predict",),
         tol=1e-6, scale=False, weights=False, floor=None, sparse=False, classes=None, thin=None):
    """One fitted model: `learned` attributes and `methods` on every 9th row."""
    X, y = load(data, scale)
    if classes is not None:
        keep = np.isin(y, classes)
        X, y = X[keep], y[keep]
    if thin is not None:
        X, y = X[::thin], y[::thin]
    if floor is not None:
        X = np.floor(X * floor)
    w = (np.arange(len(y)) % 4) * 0.5 + 0.25
    options = {snake(k): v for k, v in (params or {}).items()}
    options.update(theirs or {})
    m = cls(**options)
    m.fit(X, y, sample_weight=w) if weights else m.fit(X, y)
    rows = X[::9]
    out = {"model": model, "params": params or {}, "data": data, "scale": scale, "weights": weights, "tol": tol,
           "floor": floor, "sparse": sparse, "classes": classes, "thin": thin,
           "learned": {to_camel(a): plain(getattr(m, a)) for a in learned},
           "methods": {to_camel(a): plain(getattr(m, a)(rows)) for a in methods}}
    files.setdefault(family, []).append(out)


def to_camel(name):
    head, *rest = name.rstrip("_").split("_")
    return head + "".join(p.capitalize() for p in rest) + ("_" if name.endswith("_") else "")


T = {"tol": 1e-10}
# ---- regression
case("linear", "LinearRegression", L.LinearRegression, "diabetes", learned=("coef_", "intercept_", "rank_", "singular_"))
case("linear", "LinearRegression", L.LinearRegression, "diabetes", {"fitIntercept": False}, weights=True)
case("linear", "LinearRegression", L.LinearRegression, "diabetes", {"positive": True}, scale=True)
case("linear", "LinearRegression", L.LinearRegression, "diabetes", weights=True, sparse=True)
case("linear", "Ridge", L.Ridge, "diabetes", {"alpha": 0.7}, weights=True, scale=True)
case("linear", "Ridge", L.Ridge, "diabetes", {"alpha": 3, "solver": "svd"}, scale=True)
case("linear", "Ridge", L.Ridge, "diabetes", {"alpha": 3, "solver": "lsqr", "tol": 1e-12}, theirs={"solver": "cholesky"}, scale=True, sparse=True)
case("linear", "RidgeCV", L.RidgeCV, "diabetes", {"alphas": [0.01, 0.3, 5, 80]}, scale=True, learned=("coef_", "intercept_", "alpha_", "best_score_"))
case("linear", "RidgeCV", L.RidgeCV, "diabetes", {"alphas": [0.01, 0.3, 5, 80], "cv": 4}, scale=True, learned=("coef_", "intercept_", "alpha_", "best_score_"))
case("linear", "RidgeClassifier", L.RidgeClassifier, "wine", {"alpha": 2}, scale=True, methods=("predict", "decision_function"))
case("linear", "Lasso", L.Lasso, "diabetes", {"alpha": 2, "tol": 1e-12, "maxIter": 100000}, scale=True)
case("linear", "Lasso", L.Lasso, "diabetes", {"alpha": 2, "tol": 1e-10, "maxIter": 100000, "precompute": "never"}, theirs={"precompute": False}, scale=True, weights=True)
case("linear", "Lasso", L.Lasso, "diabetes", {"alpha": 1, "tol": 1e-10, "maxIter": 100000, "positive": True}, scale=True)
case("linear", "ElasticNet", L.ElasticNet, "diabetes", {"alpha": 0.5, "l1Ratio": 0.3, "tol": 1e-12, "maxIter": 100000}, scale=True)
case("linear", "ElasticNet", L.ElasticNet, "diabetes", {"alpha": 0.5, "l1Ratio": 0.7, "tol": 1e-10, "maxIter": 100000}, scale=True, sparse=True, weights=True)
case("linear", "LassoCV", L.LassoCV, "diabetes", {"tol": 1e-10, "maxIter": 100000, "nAlphas": 30}, scale=True, learned=("coef_", "intercept_", "alpha_", "alphas_"), tol=1e-5)
case("linear", "ElasticNetCV", L.ElasticNetCV, "diabetes", {"tol": 1e-10, "maxIter": 100000, "nAlphas": 20, "l1Ratio": [0.2, 0.8]}, scale=True, learned=("coef_", "intercept_", "alpha_", "l1_ratio_"), tol=1e-5)
# ---- logistic regression
probs = ("predict", "decision_function", "predict_proba")
best = {"solver": "newton-cg", "tol": 1e-10, "max_iter": 2000}
for solver in ("lbfgs", "newton-cg", "newton-cholesky"):
    case("linear", "LogisticRegression", L.LogisticRegression, "iris", {"solver": solver, "tol": 1e-7, "maxIter": 2000}, theirs=best, methods=probs, tol=1e-4)
    case("linear", "LogisticRegression", L.LogisticRegression, "breast-cancer", {"solver": solver, "tol": 1e-7, "maxIter": 2000, "C": 0.5}, theirs=best, methods=probs, scale=True, tol=1e-5, weights=True)
case("linear", "LogisticRegression", L.LogisticRegression, "wine", {"multiClass": "ovr", "tol": 1e-7, "maxIter": 2000, "classWeight": "balanced"}, theirs=best, methods=probs, scale=True, tol=1e-5, sparse=True)
case("linear", "LogisticRegression", L.LogisticRegression, "breast-cancer", {"multiClass": "multinomial", "tol": 1e-7, "maxIter": 2000}, theirs=best, methods=probs, scale=True, tol=1e-5)
case("linear", "LogisticRegression", L.LogisticRegression, "iris", {"solver": "saga", "penalty": "elasticnet", "l1Ratio": 0.4, "C": 0.3, "tol": 1e-7, "maxIter": 20000, "randomState": 0}, methods=probs, scale=True, tol=1e-3)
case("linear", "LogisticRegression", L.LogisticRegression, "breast-cancer", {"solver": "saga", "penalty": "l1", "C": 0.1, "tol": 1e-7, "maxIter": 20000, "randomState": 0}, methods=probs, scale=True, tol=1e-3)
case("linear", "LogisticRegression", L.LogisticRegression, "breast-cancer", {"solver": "liblinear", "penalty": "l1", "C": 0.1, "tol": 1e-8, "maxIter": 2000, "randomState": 0}, methods=probs, scale=True, tol=1e-4)
case("linear", "LogisticRegression", L.LogisticRegression, "wine", {"solver": "liblinear", "tol": 1e-9, "maxIter": 2000, "randomState": 0}, methods=probs, scale=True, tol=1e-4)
case("linear", "LogisticRegressionCV", L.LogisticRegressionCV, "breast-cancer", {"Cs": [0.01, 0.1, 1, 10], "cv": 4, "tol": 1e-7, "maxIter": 2000}, theirs=best, learned=("coef_", "intercept_", "C_", "scores_"), methods=("predict", "predict_proba"), scale=True, tol=1e-4)
# ---- stochastic gradient descent without chance: no shuffling
for params in ({"loss": "hinge"}, {"loss": "logLoss", "penalty": "l1", "alpha": 1e-3}, {"loss": "modifiedHuber", "penalty": "elasticnet", "alpha": 1e-3, "learningRate": "constant", "eta0": 0.01},
               {"loss": "squaredHinge", "learningRate": "invscaling", "eta0": 0.01, "average": True},
               {"loss": "perceptron", "learningRate": "constant", "eta0": 0.1}, {"loss": "huber", "learningRate": "adaptive", "eta0": 0.05, "epsilon": 0.5}):
    names = {"logLoss": "log_loss", "modifiedHuber": "modified_huber", "squaredHinge": "squared_hinge"}
    theirs = {"loss": names.get(params["loss"], params["loss"])}
    case("linear", "SGDClassifier", L.SGDClassifier, "iris", {**params, "shuffle": False, "maxIter": 50, "tol": 1e-4}, theirs=theirs, scale=True, learned=("coef_", "intercept_", "n_iter_"), methods=("predict", "decision_function"), weights=True)
case("linear", "SGDRegressor", L.SGDRegressor, "diabetes", {"shuffle": False, "maxIter": 50}, scale=True, learned=("coef_", "intercept_", "n_iter_"))
case("linear", "SGDRegressor", L.SGDRegressor, "diabetes", {"shuffle": False, "maxIter": 30, "loss": "epsilonInsensitive", "epsilon": 5, "average": 10, "alpha": 0.01}, theirs={"loss": "epsilon_insensitive"}, scale=True, learned=("coef_", "intercept_", "n_iter_"))
case("linear", "Perceptron", L.Perceptron, "wine", {"shuffle": False}, scale=True, learned=("coef_", "intercept_", "n_iter_"), methods=("predict", "decision_function"))
case("linear", "PassiveAggressiveClassifier", L.PassiveAggressiveClassifier, "wine", {"shuffle": False, "C": 0.1}, scale=True, learned=("coef_", "intercept_", "n_iter_"), methods=("predict", "decision_function"))
case("linear", "PassiveAggressiveRegressor", L.PassiveAggressiveRegressor, "diabetes", {"shuffle": False, "C": 0.1, "loss": "squaredEpsilonInsensitive", "maxIter": 20}, theirs={"loss": "squared_epsilon_insensitive"}, scale=True, learned=("coef_", "intercept_", "n_iter_"))

# ---- robust, Bayesian, generalised
case("linear", "HuberRegressor", L.HuberRegressor, "diabetes", {"alpha": 0.1, "tol": 1e-7, "maxIter": 5000}, scale=True, learned=("coef_", "intercept_", "scale_"), tol=1e-4, weights=True)
case("linear", "BayesianRidge", L.BayesianRidge, "diabetes", {"tol": 1e-9}, learned=("coef_", "intercept_", "alpha_", "lambda_", "sigma_"), scale=True, tol=1e-5)
case("linear", "PoissonRegressor", L.PoissonRegressor, "diabetes", {"alpha": 0.1, "tol": 1e-8, "maxIter": 1000}, scale=True, tol=1e-5, weights=True)
case("linear", "GammaRegressor", L.GammaRegressor, "diabetes", {"alpha": 0.1, "tol": 1e-8, "maxIter": 1000}, scale=True, tol=1e-5)
case("linear", "TweedieRegressor", L.TweedieRegressor, "diabetes", {"alpha": 0.1, "power": 1.5, "tol": 1e-8, "maxIter": 1000}, theirs={"link": "log"}, scale=True, tol=1e-5)

# ---- support vector machines
sv = ("predict", "decision_function")
for params in ({"kernel": "linear"}, {"kernel": "rbf", "gamma": 0.3}, {"kernel": "poly", "degree": 2, "coef0": 1}, {"kernel": "sigmoid", "gamma": 0.05}, {"C": 10, "gamma": "auto", "classWeight": "balanced"}):
    case("svm", "SVC", S.SVC, "iris", {**params, "tol": 1e-7}, learned=("intercept_", "n_support_"), methods=sv, scale=True, tol=1e-4)
case("svm", "SVC", S.SVC, "breast-cancer", {"tol": 1e-7, "C": 2}, learned=("intercept_", "n_support_", "support_", "dual_coef_"), methods=sv, scale=True, tol=1e-4, weights=True, sparse=True, thin=3)
case("svm", "SVC", S.SVC, "wine", {"tol": 1e-7, "decisionFunctionShape": "ovo"}, learned=("intercept_", "n_support_", "support_", "dual_coef_"), methods=sv, scale=True, tol=1e-4)
case("svm", "NuSVC", S.NuSVC, "wine", {"tol": 1e-7, "nu": 0.2}, learned=("intercept_", "n_support_"), methods=sv, scale=True, tol=1e-4)
case("svm", "SVR", S.SVR, "diabetes", {"tol": 1e-7, "C": 30, "epsilon": 5}, learned=("intercept_", "support_", "dual_coef_"), scale=True, tol=1e-4, weights=True, thin=3)
case("svm", "SVR", S.SVR, "diabetes", {"tol": 1e-7, "kernel": "linear", "epsilon": 5}, learned=("intercept_",), scale=True, tol=1e-4)
case("svm", "NuSVR", S.NuSVR, "diabetes", {"tol": 1e-7, "C": 30, "nu": 0.4}, learned=("intercept_",), scale=True, tol=1e-4)
case("svm", "OneClassSVM", S.OneClassSVM, "wine", {"tol": 1e-9, "nu": 0.15}, learned=("intercept_", "offset_"), methods=("decision_function", "score_samples"), scale=True, tol=1e-4)
case("svm", "LinearSVC", S.LinearSVC, "wine", {"tol": 1e-9, "maxIter": 100000, "randomState": 0}, methods=sv, scale=True, tol=1e-4)
case("svm", "LinearSVC", S.LinearSVC, "breast-cancer", {"tol": 1e-6, "maxIter": 100000, "randomState": 0, "loss": "hinge", "C": 0.1}, methods=sv, scale=True, tol=2e-3, weights=True, sparse=True)
case("svm", "LinearSVR", S.LinearSVR, "diabetes", {"tol": 1e-8, "maxIter": 100000, "randomState": 0, "epsilon": 3}, scale=True, tol=2e-3)
case("svm", "LinearSVR", S.LinearSVR, "diabetes", {"tol": 1e-9, "maxIter": 100000, "randomState": 0, "loss": "squaredEpsilonInsensitive", "dual": False}, theirs={"loss": "squared_epsilon_insensitive", "dual": False}, scale=True, tol=1e-4)

# ---- naive Bayes
nb = ("predict", "predict_proba", "predict_log_proba")
case("bayes", "GaussianNB", B.GaussianNB, "wine", learned=("theta_", "var_", "class_prior_", "epsilon_"), methods=nb, weights=True)
case("bayes", "GaussianNB", B.GaussianNB, "iris", {"priors": [0.2, 0.5, 0.3], "varSmoothing": 0.01}, learned=("theta_", "var_"), methods=nb)
for name in ("MultinomialNB", "ComplementNB", "BernoulliNB"):
    case("bayes", name, getattr(B, name), "iris", {"alpha": 0.5}, learned=("feature_log_prob_", "class_log_prior_"), methods=nb, weights=True, sparse=True)
case("bayes", "BernoulliNB", B.BernoulliNB, "iris", {"binarize": 2.5, "fitPrior": False}, learned=("feature_log_prob_",), methods=nb)
case("bayes", "ComplementNB", B.ComplementNB, "wine", {"norm": True}, learned=("feature_log_prob_",), methods=nb)
case("bayes", "CategoricalNB", B.CategoricalNB, "iris", {"alpha": 0.8}, learned=("class_log_prior_",), methods=nb, floor=1, weights=True)

# ---- discriminant analysis
da = ("predict", "decision_function", "predict_proba")
case("discriminant", "LinearDiscriminantAnalysis", D.LinearDiscriminantAnalysis, "wine", learned=("coef_", "intercept_", "xbar_", "explained_variance_ratio_"), methods=da)
case("discriminant", "LinearDiscriminantAnalysis", D.LinearDiscriminantAnalysis, "breast-cancer", {"solver": "lsqr"}, learned=("coef_", "intercept_"), methods=da, scale=True)
case("discriminant", "LinearDiscriminantAnalysis", D.LinearDiscriminantAnalysis, "wine", {"solver": "eigen", "shrinkage": "auto"}, learned=("coef_", "intercept_", "covariance_", "explained_variance_ratio_"), methods=da)
case("discriminant", "LinearDiscriminantAnalysis", D.LinearDiscriminantAnalysis, "iris", {"solver": "lsqr", "shrinkage": 0.3, "priors": [0.5, 0.2, 0.3]}, learned=("coef_", "intercept_"), methods=da)
case("discriminant", "QuadraticDiscriminantAnalysis", D.QuadraticDiscriminantAnalysis, "wine", learned=("means_", "priors_"), methods=da)
case("discriminant", "QuadraticDiscriminantAnalysis", D.QuadraticDiscriminantAnalysis, "breast-cancer", {"regParam": 0.1}, learned=("priors_",), methods=da, scale=True)

for family, cases in files.items():
    path = here.parent / family / "models.json"
    path.write_text("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n")
    print(family, len(cases), path.stat().st_size)
