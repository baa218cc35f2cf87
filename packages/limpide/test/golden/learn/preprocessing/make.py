"""Golden values of preprocessing, selection, text, calibration and splits. Run: python3 make.py"""
import json, pathlib, warnings
import numpy as np, scipy.sparse as sp
from sklearn import preprocessing as p, impute, feature_selection as fs, model_selection as ms, datasets, isotonic, calibration
from sklearn.feature_extraction import text as t
warnings.filterwarnings("ignore")
r = np.random.RandomState(1)
here = pathlib.Path(__file__).parent.parent
def plain(v):
    if isinstance(v, dict): return {k: plain(x) for k, x in v.items()}
    if isinstance(v, (list, tuple)): return [plain(x) for x in v]
    if sp.issparse(v): return v.toarray().tolist()
    return v.tolist() if hasattr(v, "tolist") else v
def write(area, out): (here / area / f"{area}.json").write_text(json.dumps(plain(out)).replace("NaN", "null"))
X = np.round(np.c_[np.abs(r.randn(30) * 3 + 5) + .1, r.exponential(2, 30) + .01, r.randint(0, 4, 30)], 3); w = np.round(r.rand(30) + .1, 3)
M = X.copy(); M[r.rand(30, 3) < .15] = np.nan
out = dict(X=X, w=w, M=M)
out["standard"] = p.StandardScaler().fit_transform(X)
s = p.StandardScaler().fit(X, sample_weight=w); out["standardWeighted"] = [s.mean_, s.var_]
s = p.StandardScaler().fit(M); out["standardMissing"] = [s.mean_, s.var_]
out["minmax"] = p.MinMaxScaler((-1, 2)).fit_transform(X); out["maxabs"] = p.MaxAbsScaler().fit_transform(X)
out["robust"] = p.RobustScaler(unit_variance=True, quantile_range=(20, 70)).fit_transform(X)
out["quantileUniform"] = p.QuantileTransformer(n_quantiles=12).fit_transform(X); out["quantileNormal"] = p.QuantileTransformer(n_quantiles=30, output_distribution="normal").fit_transform(X)
s = p.PowerTransformer().fit(X); out["yeo"] = [s.lambdas_, s.transform(X)]
s = p.PowerTransformer("box-cox").fit(X[:, :2]); out["boxcox"] = [s.lambdas_, s.transform(X[:, :2])]
for k in ["l1", "l2", "max"]: out["norm" + k] = p.Normalizer(norm=k).fit_transform(X)
s = p.PolynomialFeatures(3).fit(X[:, :2]); out["poly"] = s.transform(X[:, :2]); out["polyNames"] = list(s.get_feature_names_out())
out["polyInter"] = p.PolynomialFeatures(2, interaction_only=True, include_bias=False).fit_transform(X)
for st in ["uniform", "quantile", "kmeans"]: out["bins" + st] = p.KBinsDiscretizer(4, encode="ordinal", strategy=st).fit_transform(X[:, :2])
for st in ["mean", "median", "most_frequent"]: out["impute" + st] = impute.SimpleImputer(strategy=st).fit_transform(M)
K = np.round(r.randn(30, 4), 3); K[r.rand(30, 4) < .15] = np.nan; out["K"] = K  # no ties, which scikit-learn breaks at random
for wt in ["uniform", "distance"]: out["knn" + wt] = impute.KNNImputer(n_neighbors=3, weights=wt).fit_transform(K)
out["indicator"] = impute.MissingIndicator().fit_transform(M).astype(float)
C = [["b", "x"], ["a", "y"], ["c", "x"], ["a", "z"], ["a", "x"], ["b", "w"]]
out["C"] = C
out["onehot"] = p.OneHotEncoder().fit_transform(C); out["onehotDrop"] = p.OneHotEncoder(drop="first").fit_transform(C)
out["onehotMin"] = p.OneHotEncoder(min_frequency=2).fit_transform(C); out["onehotMax"] = p.OneHotEncoder(max_categories=2).fit_transform(C)
out["ordinal"] = p.OrdinalEncoder().fit_transform(C)
write("preprocessing", out)

W = datasets.load_wine(); D = datasets.load_diabetes()
o = {}
o["fClassif"] = fs.f_classif(W.data, W.target); o["chi2"] = fs.chi2(W.data, W.target); o["fRegression"] = fs.f_regression(D.data, D.target)
for k, f in dict(mutualClassif=lambda s: fs.mutual_info_classif(W.data, W.target, random_state=s), mutualRegression=lambda s: fs.mutual_info_regression(D.data[:200], D.target[:200], random_state=s)).items():
    v = np.array([f(s) for s in range(20)]); o[k] = [v.mean(0), v.std(0)]  # noise breaks ties: mean and deviation over 20 seeds
for mode, prm in [("fpr", 1e-3), ("fdr", 1e-3), ("fwe", 1e-3), ("percentile", 40), ("k_best", 4)]: o[mode] = fs.GenericUnivariateSelect(fs.f_regression, mode=mode, param=prm).fit(D.data, D.target).get_support(True)
write("feature-selection", o)

texts = ["The cat sat on the mat.", "The dog ate my homework; the cat laughed!", "Été comme hiver, l'été revient à Orléans", "données, Données & DONNÉES: 42 fois", "a b cd", ""]
o = {"texts": texts}
def cv(v): return [list(v.get_feature_names_out()), v.transform(texts)]
o["count"] = cv(t.CountVectorizer().fit(texts)); o["bigrams"] = cv(t.CountVectorizer(ngram_range=(1, 2), min_df=2).fit(texts))
o["char"] = cv(t.CountVectorizer(analyzer="char", ngram_range=(2, 3)).fit(texts)); o["charWb"] = cv(t.CountVectorizer(analyzer="char_wb", ngram_range=(3, 4)).fit(texts))
o["max"] = cv(t.CountVectorizer(max_df=.4, strip_accents="unicode").fit(texts)); o["binary"] = cv(t.CountVectorizer(binary=True).fit(texts))
o["tfidf"] = cv(t.TfidfVectorizer().fit(texts)); o["tfidfRaw"] = cv(t.TfidfVectorizer(smooth_idf=False, sublinear_tf=True, norm="l1").fit(texts))
o["hashing"] = t.HashingVectorizer(n_features=32).transform(texts)
write("text", o)

y = np.array([0] * 11 + [1] * 7 + [2] * 5)[r.permutation(23)]; g = np.array([0, 0, 0, 1, 1, 2, 2, 2, 2, 3, 3, 4, 4, 4, 5, 5, 6, 6, 6, 6, 7, 7, 8]); Z = np.zeros((23, 1))
o = dict(y=y, groups=g)
for name, cvr in dict(KFold=ms.KFold(5), StratifiedKFold=ms.StratifiedKFold(4), GroupKFold=ms.GroupKFold(4), StratifiedGroupKFold=ms.StratifiedGroupKFold(3), TimeSeriesSplit=ms.TimeSeriesSplit(4, gap=1, max_train_size=9), LeaveOneGroupOut=ms.LeaveOneGroupOut()).items(): o[name] = [[a.tolist(), b.tolist()] for a, b in cvr.split(Z, y, g)]
o["leaveTwo"] = [b.tolist() for a, b in ms.LeavePOut(2).split(Z[:5])]
write("model-selection", o)

x = np.round(np.sort(r.rand(25) * 10), 2); yy = np.round(np.log(x + 1) + r.randn(25) * .4, 3); ww = np.round(r.rand(25) + .2, 3)
iso = isotonic.IsotonicRegression(out_of_bounds="clip").fit(x, yy, sample_weight=ww); at = np.linspace(-1, 11, 13)
f = np.round(r.randn(60) * 2, 3); yb = (r.rand(60) < 1 / (1 + np.exp(-f))).astype(int)
a, b = calibration._sigmoid_calibration(f, yb)
pr = np.round(1 / (1 + np.exp(-f)), 3); ct, cp = calibration.calibration_curve(yb, pr, n_bins=5); qt, qp = calibration.calibration_curve(yb, pr, n_bins=4, strategy="quantile")
write("calibration", dict(x=x, y=yy, w=ww, at=at, iso=iso.predict(at), f=f, yb=yb, sigmoid=[a, b], p=pr, uniform=[ct, cp], quantile=[qt, qp]))
