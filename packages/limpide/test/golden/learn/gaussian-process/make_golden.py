"""Golden values of Gaussian processes, made with scikit-learn 1.2.1. Run: python3 make_golden.py"""
import json
import os
import warnings

import numpy as np
from sklearn.gaussian_process import GaussianProcessClassifier as GPC
from sklearn.gaussian_process import GaussianProcessRegressor as GPR
from sklearn.gaussian_process.kernels import (RBF, ConstantKernel as C, DotProduct, ExpSineSquared, Matern,
                                              RationalQuadratic, WhiteKernel)

warnings.filterwarnings("ignore")
here = os.path.dirname(os.path.abspath(__file__))


def data(name):
    a = np.loadtxt(os.path.join(here, "..", "data", name + ".csv"), delimiter=",", skiprows=1)
    return a[:, :-1], a[:, -1]


show = lambda a: np.round(np.asarray(a, dtype=float), 11).tolist()
iris, target = data("iris")
X, y = iris[::4, :2], iris[::4, 2]
new = iris[2:10:2, :2]
kernels = {
    "rbf": RBF(0.7),
    "ard": RBF([0.5, 2.0]),
    "matern12": Matern(0.8, nu=0.5),
    "matern32": Matern([0.8, 1.1], nu=1.5),
    "matern52": Matern(0.8, nu=2.5),
    "rq": RationalQuadratic(0.9, 0.6),
    "periodic": ExpSineSquared(1.3, 2.0),
    "dot": DotProduct(0.5),
    "sum": C(2.0) * RBF(0.7) + WhiteKernel(0.3),
    "power": DotProduct(0.5) ** 2,
    "mixed": C(1.5) * RBF(1.0) * RationalQuadratic(0.5, 2.0) + Matern(2.0, nu=1.5, length_scale_bounds="fixed") + WhiteKernel(0.05),
}
out = {"kernels": {}}
for name, k in kernels.items():
    K, G = k(X[:6], eval_gradient=True)
    out["kernels"][name] = dict(K=show(K), G=show(np.moveaxis(G, 2, 0)), cross=show(k(X[:3], new)), diag=show(k.diag(X[:4])), theta=show(k.theta))

out["fixed"] = {}
for name in ["rbf", "mixed", "matern32"]:
    gp = GPR(kernels[name], alpha=0.01, optimizer=None, normalize_y=True).fit(X, y)
    mean, cov = gp.predict(new, return_cov=True)
    lml, grad = gp.log_marginal_likelihood(gp.kernel_.theta, eval_gradient=True)
    out["fixed"][name] = dict(mean=show(mean), cov=show(cov), std=show(gp.predict(new, return_std=True)[1]), lml=float(lml), grad=show(grad))

out["optimised"] = {}
for name, k in {
    "noise": C(1.0) * RBF(1.0) + WhiteKernel(0.1),
    "ard": C(1.0) * RBF([1.0, 1.0]) + WhiteKernel(0.1),
    "matern": C(1.0) * Matern(1.0, nu=2.5) + WhiteKernel(0.1),
}.items():
    gp = GPR(k, normalize_y=True, n_restarts_optimizer=4, random_state=0).fit(X, y)
    mean, std = gp.predict(new, return_std=True)
    out["optimised"][name] = dict(lml=float(gp.log_marginal_likelihood_value_), mean=show(mean), std=show(std), theta=show(gp.kernel_.theta))

Xc, yc = iris[::3, :2], target[::3].astype(int)
out["classifier"] = {}
for name, (kern, keep, opt) in {
    "binary": (C(1.0) * RBF(1.0), yc < 2, "fmin_l_bfgs_b"),
    "binaryFixed": (C(2.0) * RBF(0.8), yc < 2, None),
    "three": (C(1.0) * RBF(1.0), yc < 9, "fmin_l_bfgs_b"),
    "default": (None, yc < 9, None),
}.items():
    gp = GPC(kern, optimizer=opt, random_state=0).fit(Xc[keep], yc[keep])
    d = dict(proba=show(gp.predict_proba(iris[5:145:20, :2])), lml=float(gp.log_marginal_likelihood_value_), score=float(gp.score(Xc[keep], yc[keep])))
    if name == "binaryFixed":
        l, g = gp.log_marginal_likelihood(gp.kernel_.theta, eval_gradient=True)
        d["grad"] = show(g)
    out["classifier"][name] = d

with open(os.path.join(here, "gaussian-process.json"), "w") as f:
    json.dump(out, f)
print(os.path.getsize(os.path.join(here, "gaussian-process.json")))
