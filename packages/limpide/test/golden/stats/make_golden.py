"""Golden values of distributions, descriptions and tests, from SciPy 1.10 and NumPy 1.24.

/usr/bin/python3 packages/limpide/test/golden/stats/make_golden.py
"""
import json
import math
import pathlib
import warnings

import numpy as np
import scipy.stats as st
from mpmath import exp, log, loggamma, mp, mpf, pi

warnings.filterwarnings("ignore")
here = pathlib.Path(__file__).parent


def clean(x):
    if isinstance(x, (list, tuple, np.ndarray)):
        return [clean(v) for v in x]
    if isinstance(x, dict):
        return {k: clean(v) for k, v in x.items()}
    if isinstance(x, (np.bool_, bool, str)) or x is None:
        return x
    x = float(x)
    return x if math.isfinite(x) else str(x)


def write(name, data):
    text = json.dumps(clean(data), separators=(",", ":")).replace("},{", "},\n{")
    (here / name).write_text(text + "\n")


# distributions -------------------------------------------------------------------------------------
P = [1e-300, 1e-20, 1e-5, 0.01, 0.3, 0.5, 0.9, 0.999]
Q = [1e-300, 1e-100, 1e-20, 1e-5, 0.01, 0.4]
cont = [
    ("Normal", [0, 1], st.norm(), [-37, -30, -10, -1, 0, 0.5, 3, 8, 30]),
    ("Normal", [3, 0.25], st.norm(3, 0.25), [-4.5, 0, 2, 3, 3.7, 10.5]),
    ("LogNormal", [0.3, 0.7], st.lognorm(0.7, scale=math.exp(0.3)), [1e-9, 0.1, 1, 5, 1e6]),
    ("Uniform", [-1, 4], st.uniform(-1, 5), [-2, -1, 0, 3.5, 5]),
    ("Exponential", [2.5], st.expon(scale=1 / 2.5), [0, 1e-10, 0.3, 4, 250]),
    ("Gamma", [0.3, 2], st.gamma(0.3, scale=0.5), [1e-30, 1e-3, 0.2, 3, 100]),
    ("Gamma", [7.5, 0.5], st.gamma(7.5, scale=2), [1e-3, 2, 14, 40, 900]),
    ("Gamma", [1000, 1], st.gamma(1000), [600, 900, 1000, 1100, 1900]),
    ("ChiSquared", [1], st.chi2(1), [1e-10, 0.1, 3.84, 50, 1300]),
    ("ChiSquared", [12], st.chi2(12), [0.01, 4, 12, 60, 1300]),
    ("Beta", [0.5, 0.5], st.beta(0.5, 0.5), [1e-6, 0.1, 0.5, 0.99]),
    ("Beta", [2, 5], st.beta(2, 5), [1e-50, 0.1, 0.4, 0.9, 0.9999]),
    ("Beta", [300, 200], st.beta(300, 200), [0.3, 0.5, 0.6, 0.7, 0.9]),
    ("StudentT", [1], st.t(1), [-1e10, -30, -1, 0, 0.3, 12]),
    ("StudentT", [2.5], st.t(2.5), [-1e5, -30, -2, 0.1, 5]),
    ("StudentT", [30], st.t(30), [-30, -8, -2, 0.1, 5]),
    ("StudentT", [1e6], st.t(1e6), [-30, -8, -2, 0.1, 5]),
    ("FisherF", [3, 10], st.f(3, 10), [1e-8, 0.2, 1, 4, 1e4]),
    ("FisherF", [40, 60], st.f(40, 60), [0.05, 0.5, 1, 2, 10]),
]


def trusted(inverse, forward, ps):
    """Quantiles that SciPy's own distribution function confirms; some of the smallest it misses."""
    found = [[p, inverse(p)] for p in ps]
    return [[p, x] for p, x in found if abs(forward(x) - p) < 1e-10 * p]


def student(x, df):
    """log density, where SciPy 1.10 cancels for large df."""
    x, df = mpf(x), mpf(df)
    return loggamma((df + 1) / 2) - loggamma(df / 2) - log(df * pi) / 2 - (df + 1) / 2 * log(1 + x * x / df)


mp.dps = 40
rows = []
for name, args, d, xs in cont:
    isf = trusted(d.isf, d.sf, Q)
    ppf = trusted(d.ppf, d.cdf, P)
    rows.append(dict(name=name, args=args, mean=d.mean(), variance=d.var(), entropy=d.entropy(),
                     points=[[x, *([exp(student(x, *args)), student(x, *args)] if name == "StudentT" else [d.pdf(x), d.logpdf(x)]), d.cdf(x), d.sf(x)] for x in xs], quantiles=ppf, isf=isf))
disc = [
    ("Binomial", [10, 0.3], st.binom(10, 0.3), [0, 1, 3, 9, 10], 1),
    ("Binomial", [5000, 0.7], st.binom(5000, 0.7), [2500, 3400, 3500, 3600, 4500], 1),
    ("Binomial", [40, 1e-4], st.binom(40, 1e-4), [0, 1, 5, 20, 40], 1),
    ("Bernoulli", [0.2], st.bernoulli(0.2), [0, 1], 1),
    ("Poisson", [0.5], st.poisson(0.5), [0, 1, 5, 100], 1),
    ("Poisson", [300], st.poisson(300), [100, 290, 300, 350, 700], 1),
    ("Geometric", [0.15], st.geom(0.15, loc=-1), [0, 1, 5, 100], 1),
]
for name, args, d, xs, _ in disc:
    rows.append(dict(name=name, args=args, mean=d.mean(), variance=d.var(), entropy=d.entropy() if name != "Geometric" else st.geom(0.15).entropy(),
                     points=[[x, d.pmf(x), d.logpmf(x), d.cdf(x), d.sf(x)] for x in xs],
                     quantiles=[[p, d.ppf(p)] for p in [1e-5, 0.011, 0.31, 0.52, 0.93, 0.9991]], isf=[[q, d.isf(q)] for q in [1e-9, 0.0131, 0.41]]))
mvn = st.multivariate_normal([1, -2, 0.5], [[2, 0.3, -0.5], [0.3, 1, 0.2], [-0.5, 0.2, 1.5]])
write("distributions.json", dict(rows=rows, mvn=dict(mean=[1, -2, 0.5], covariance=[[2, 0.3, -0.5], [0.3, 1, 0.2], [-0.5, 0.2, 1.5]], entropy=mvn.entropy(), points=[[x, mvn.logpdf(x)] for x in ([0, 0, 0], [1, -2, 0.5], [30, 5, -20])])))

# samples -------------------------------------------------------------------------------------------
rng = np.random.default_rng(7)
a = rng.normal(1, 2, 17).round(4)
b = rng.normal(2, 3, 12).round(4)
c = rng.normal(0.5, 1, 15).round(4)
a12 = a[:12]
ta = rng.integers(0, 8, 20).astype(float)  # with ties
tb = rng.integers(1, 9, 15).astype(float)
tc = rng.integers(0, 6, 20).astype(float)
long = rng.normal(0, 1, 60).round(4)
samples = dict(a=a, b=b, c=c, a12=a12, ta=ta, tb=tb, tc=tc, long=long)
ps = [0, 0.03, 0.1, 0.25, 0.41, 0.5, 0.77, 0.95, 1]
methods = ["inverted_cdf", "averaged_inverted_cdf", "interpolated_inverted_cdf", "hazen", "weibull", "linear", "median_unbiased", "normal_unbiased"]
describe = dict(
    mean=np.mean(a), variance=np.var(a, ddof=1), std0=np.std(a), skewness=st.skew(a), skewness1=st.skew(a, bias=False), kurtosis=st.kurtosis(a), kurtosis1=st.kurtosis(a, bias=False),
    sem=st.sem(a), iqr=st.iqr(a), median=np.median(a), zscore=st.zscore(a), mode=[st.mode(ta, keepdims=False).mode, st.mode(ta, keepdims=False).count],
    quantiles={m: np.quantile(a, ps, method=m) for m in methods}, ps=ps, tied={m: np.quantile(ta, ps, method=m) for m in methods},
    ranks={m: st.rankdata(ta, method=m) for m in ["average", "min", "max", "dense", "ordinal"]},
    cov=np.cov(a12, b)[0, 1], matrix=np.cov([a12, b, c[:12]]), corr=np.corrcoef([a12, b, c[:12]]),
    histogram=[np.histogram(long, bins=7)[0], np.histogram(long, bins=7)[1]], auto=[len(np.histogram(long, bins=r)[0]) for r in ["sturges", "fd", "scott", "sqrt", "auto"]],
    kde=[[x, st.gaussian_kde(a)(x)[0], st.gaussian_kde(a, "silverman")(x)[0]] for x in [-2.0, 0.0, 1.5, 6.0]], trimmed=st.trim_mean(a, 0.2),
)
kinds = ["two-sided", "less", "greater"]
tests = []


def add(f, args, options, r, df=None, ci=None, statistic=None, tolerance=None):
    row = dict(f=f, args=args, options=options, statistic=r[0] if statistic is None else statistic, p=r[1])
    if df is not None:
        row["df"] = df
    if ci is not None:
        row["ci"] = ci
    if tolerance:
        row["tolerance"] = tolerance
    tests.append(row)


for k in kinds:
    o = dict(alternative=k)
    r = st.ttest_1samp(a, 0.5, alternative=k)
    ci = r.confidence_interval(0.95)
    add("tTest1", ["$a", 0.5], o, r, r.df, [ci.low, ci.high])
    add("tTestInd", ["$a", "$b"], o, st.ttest_ind(a, b, equal_var=False, alternative=k))
    add("tTestInd", ["$a", "$b"], {**o, "equalVar": True}, st.ttest_ind(a, b, alternative=k))
    add("tTestPaired", ["$a12", "$b"], o, st.ttest_rel(a12, b, alternative=k))
    add("mannWhitneyU", ["$a", "$b"], {**o, "method": "exact"}, st.mannwhitneyu(a, b, alternative=k, method="exact"))
    add("mannWhitneyU", ["$a", "$b"], {**o, "method": "asymptotic"}, st.mannwhitneyu(a, b, alternative=k, method="asymptotic"))
    add("mannWhitneyU", ["$ta", "$tb"], o, st.mannwhitneyu(ta, tb, alternative=k))
    add("wilcoxon", ["$a"], o, st.wilcoxon(a, alternative=k, mode="exact"))
    add("wilcoxon", ["$a12", "$b"], {**o, "method": "asymptotic"}, st.wilcoxon(a12, b, alternative=k, mode="approx"))
    add("wilcoxon", ["$ta", "$tc"], {**o, "method": "asymptotic"}, st.wilcoxon(ta, tc, alternative=k, mode="approx"))
    add("ksTest", ["$a", "$b"], o, st.ks_2samp(a, b, alternative=k))
    add("ksTest", ["$long", "$a"], o, st.ks_2samp(long, a, alternative=k))
    add("ksTest", ["$ta", "$tb"], o, st.ks_2samp(ta, tb, alternative=k))
    add("ksTest", ["$long", "$a"], {**o, "method": "asymptotic"}, st.ks_2samp(long, a, alternative=k, mode="asymp"), tolerance=1e-9)
    add("ksTest", ["$a", "normal"], o, st.kstest(a, "norm", alternative=k))
    add("ksTest", ["$long", "normal"], o, st.kstest(long, "norm", alternative=k))
    add("fisherExact", [[[8, 2], [1, 5]]], o, st.fisher_exact([[8, 2], [1, 5]], alternative=k))
    add("fisherExact", [[[120, 80], [90, 140]]], o, st.fisher_exact([[120, 80], [90, 140]], alternative=k))
    r = st.pearsonr(a12, b, alternative=k)
    ci = r.confidence_interval(0.95)
    add("pearson", ["$a12", "$b"], o, (r.statistic, r.pvalue), ci=[ci.low, ci.high])
    add("spearman", ["$a12", "$b"], o, st.spearmanr(a12, b, alternative=k))
    add("spearman", ["$ta", "$tc"], o, st.spearmanr(ta, tc, alternative=k))
    add("kendall", ["$a12", "$b"], o, st.kendalltau(a12, b, alternative=k))
    add("kendall", ["$a12", "$b"], {**o, "method": "asymptotic"}, st.kendalltau(a12, b, alternative=k, method="asymptotic"))
    add("kendall", ["$ta", "$tc"], o, st.kendalltau(ta, tc, alternative=k))
add("chiSquareTest", [[16, 18, 16, 14, 12, 12]], {}, st.chisquare([16, 18, 16, 14, 12, 12]))
add("chiSquareTest", [[16, 18, 16, 14, 12, 12], [16, 16, 16, 16, 16, 8]], {}, st.chisquare([16, 18, 16, 14, 12, 12], [16, 16, 16, 16, 16, 8]))
for t in ([[10, 20, 30], [6, 9, 17]], [[8, 2], [1, 5]]):
    r = st.chi2_contingency(t)
    add("chiSquareContingency", [t], {}, (r[0], r[1]), df=r[2])
r = st.chi2_contingency([[8, 2], [1, 5]], correction=False)
add("chiSquareContingency", [[[8, 2], [1, 5]]], {"correction": False}, (r[0], r[1]))
add("anova", [["$a", "$b", "$c"]], {}, st.f_oneway(a, b, c))
add("kruskal", [["$a", "$b", "$c"]], {}, st.kruskal(a, b, c))
add("kruskal", [["$ta", "$tb", "$tc"]], {}, st.kruskal(ta, tb, tc))
add("levene", [["$a", "$b", "$c"]], {}, st.levene(a, b, c))
add("levene", [["$a", "$b", "$c"]], {"center": "mean"}, st.levene(a, b, c, center="mean"))
for s, v in (("$a", a), ("$b", b), ("$long", long), ("$ta", ta), ("$tb", tb)):
    add("shapiroWilk", [s], {}, st.shapiro(v), tolerance=2e-5)
for n in (3, 4, 5, 6, 11):
    add("shapiroWilk", [list(a[:n])], {}, st.shapiro(a[:n]), tolerance=2e-5)


# power: noncentral t
def power(d, n, alpha=0.05):
    df, shift = 2 * n - 2, d * math.sqrt(n / 2)
    t = st.t.isf(alpha / 2, df)
    return st.nct.sf(t, df, shift) + st.nct.cdf(-t, df, shift)


p, q = [0.1, 0.4, 0.5], [0.3, 0.3, 0.4]
fits = {}
g = st.gamma(3, scale=0.5).rvs(200, random_state=1).round(5)
shape, _, scale = st.gamma.fit(g, floc=0)
be = st.beta(2, 5).rvs(200, random_state=2).round(6)
al, bt, _, _ = st.beta.fit(be, floc=0, fscale=1)
t3 = st.t(4, 1, 2).rvs(200, random_state=3).round(5)
df, loc, sc = st.t.fit(t3)
fits = dict(gamma=dict(x=g, shape=shape, rate=1 / scale), beta=dict(x=be, alpha=al, beta=bt), t=dict(x=t3, df=df, loc=loc, scale=sc, loglik=st.t(df, loc, sc).logpdf(t3).sum()))
boot = {}
for m in ("percentile", "basic", "BCa"):
    r = st.bootstrap((a,), np.mean, method=m, n_resamples=50000, random_state=1).confidence_interval
    boot[m.lower()] = [r.low, r.high]
write("samples.json", dict(samples=samples, describe=describe, tests=tests, fits=fits, boot=boot,
                           power=[[d, n, power(d, n)] for d, n in [(0.5, 64), (0.2, 20), (1.5, 5), (0.8, 3)]],
                           permutation=[st.permutation_test((a12[:6], b[:5]), lambda x, y: np.mean(x) - np.mean(y), alternative=k).pvalue for k in kinds],
                           information=dict(p=p, q=q, entropy=st.entropy(p), bits=st.entropy(p, base=2), kl=st.entropy(p, q))))
