"""Golden values of special functions, from mpmath with 40 digits (60 inside).

/usr/bin/python3 packages/limpide/test/golden/stats/make_special.py

Arguments are doubles, exactly; results are the nearest doubles.
"""
import json
import pathlib

import scipy.special as ss
import scipy.stats as st
from mpmath import beta, digamma, erf, erfc, erfinv, exp, gamma, gammainc, inf, log, loggamma, mp, mpf, psi, sqrt

mp.dps = 60


def lg(x):
    return loggamma(mpf(x)).real


def ncdf(z):
    return erfc(-mpf(z) / sqrt(2)) / 2


def P(a, x):
    return gammainc(mpf(a), 0, mpf(x), regularized=True)


def Q(a, x):
    return gammainc(mpf(a), mpf(x), inf, regularized=True)


def I(a, b, x):
    a, b, x = mpf(a), mpf(b), mpf(x)
    if x > (a + 1) / (a + b + 2):
        return 1 - I(b, a, 1 - x)
    term = total = mpf(1)
    n = 0
    while term > total * mpf(10) ** -(mp.dps + 2):
        term *= (a + b + n) / (a + 1 + n) * x
        total += term
        n += 1
    return exp(a * log(x) + b * log(1 - x) - lg(a) - lg(b) + lg(a + b)) / a * total


out = {}


def table(name, f, args):
    rows = []
    for a in args:
        a = a if isinstance(a, tuple) else (a,)
        rows.append([*a, float(f(*[mpf(v) for v in a]))])
    out[name] = rows


table("logGamma", lg, [1e-300, 1e-8, 0.1, 0.5, 0.99, 1 - 1e-10, 1 + 1e-10, 1.3, 1.46, 1.7, 2 - 1e-9, 2.0000001, 2.4, 2.6, 3.5, 7.25, 9.99, 10.01, 33.3, 171.5, 1e3, 1e6, 1e15, 1e100, 1e305, -0.25, -0.5, -1.5, -3.7, -20.25, -100.1])
table("gamma", gamma, [1e-300, 1e-8, 0.1, 0.5, 1.3, 2.6, 3.5, 7.25, 15.9, 16.1, 33.3, 100.7, 150.5, 171.6, -0.25, -0.5, -1.5, -3.7, -20.25, -100.1, -171.3, -175.5, 23, 24, 30])
table("digamma", digamma, [1e-10, 0.1, 0.5, 1, 1.2, 1.4616, 1.46163214, 1.5, 1.7, 2, 5.5, 9.9, 10.1, 100, 1e10, -0.5, -1.7, -20.3])
table("trigamma", lambda x: psi(1, x), [1e-10, 0.1, 0.5, 1, 1.2, 2, 5.5, 9.9, 10.1, 100, 1e10])
table("logBeta", lambda a, b: lg(a) + lg(b) - lg(a + b), [(0.5, 0.5), (1e-10, 3), (1e-10, 1e6), (2, 3), (9, 12), (30, 40), (1e3, 2e5), (5, 1e12), (0.3, 1e6), (1e8, 1e8), (11, 9.5)])
table("beta", beta, [(0.5, 0.5), (1e-10, 3), (2, 3), (9, 12), (30, 40), (0.3, 1e6), (200, 300)])
table("erf", erf, [1e-300, 1e-10, 0.1, 0.5, 0.9, 1.1, 2, 3.3, 5.5, -0.7, -2.5, 7])
table("erfc", erfc, [-5, -0.7, 0.1, 0.39, 0.41, 0.8, 1, 1.5, 2, 3, 4.7, 6.123, 9, 13.7, 20.5, 26, 26.5])
table("erfcx", lambda x: exp(x * x) * erfc(x), [-5, -0.5, 0, 0.1, 1, 3, 10, 50])
table("erfinv", erfinv, [1e-300, 1e-10, 0.1, 0.3, 0.49, 0.51, 0.9, 0.999, -0.2, -0.99999, 1 - 2.0**-50])
table("normalCdf", ncdf, [-38, -37, -30, -20.3, -10.1, -5.7, -3.3, -1.96, -1, -0.5, -1e-10, 0, 0.3, 1, 2.5, 5, 8])
table("gammaP", P, [(0.5, 0.3), (0.5, 1e-30), (1e-5, 0.1), (0.01, 1e-5), (1, 1e-8), (2.5, 1), (2.5, 2.6), (2.5, 20), (10, 3), (10, 10), (100, 50), (100, 80), (100, 100), (149, 130), (151, 130), (151, 100), (300, 250), (300, 100), (1e3, 900), (1e3, 1000), (1e4, 9700), (1e6, 999000), (1e6, 995000), (50, 1e-3), (5, 1e-50)])
table("gammaQ", Q, [(0.5, 0.3), (0.5, 30), (0.5, 600), (1e-5, 0.1), (1e-5, 5), (0.01, 1e-5), (0.3, 1.4), (0.3, 1.6), (0.9, 1.2), (1, 100), (2.5, 3), (2.5, 20), (2.5, 300), (10, 30), (10, 400), (100, 120), (100, 300), (149, 170), (151, 170), (151, 250), (300, 350), (300, 700), (1e3, 1100), (1e3, 1500), (1e4, 10300), (1e6, 1001000), (1e6, 1005000)])
table("betaI", I, [(0.5, 0.5, 0.3), (0.5, 0.5, 1e-20), (2, 3, 0.1), (2, 3, 0.9), (2, 3, 1e-100), (1e-3, 5, 1e-10), (0.3, 0.01, 0.2), (20, 30, 0.2), (20, 30, 0.41), (20, 30, 0.05), (200, 300, 0.3), (200, 300, 0.4), (1e4, 2e4, 0.33), (1e4, 2e4, 0.31), (0.5, 1e6, 1e-7), (0.5, 1e6, 1e-9), (5e4, 0.5, 0.9999), (100, 0.5, 0.3), (1, 1, 0.7), (1e5, 1e5, 0.497), (3, 4, 0.999999)])


def newton(tail, term, start, p):
    """log tail(x) = log p, by Newton in log x; term is the density times x."""
    x = mpf(start)
    for _ in range(12):
        t = tail(x)
        x *= exp((log(mpf(p)) - log(t)) * t / term(x))
    return x


mp.dps = 40


def gamma_term(a):
    return lambda x: exp(a * log(x) - x - lg(a))


def beta_term(a, b):
    return lambda x: exp(a * log(x) + (b - 1) * log(1 - x) - lg(a) - lg(b) + lg(a + b))


def left(a, p):
    return exp((log(mpf(p)) + lg(a + 1)) / a)


rows = []
for a, p in [(0.5, 0.1), (0.5, 0.9), (0.05, 1e-10), (0.2, 0.999), (1, 1e-300), (2.5, 1e-300), (2.5, 1e-10), (2.5, 0.5), (2.5, 0.99), (10, 1e-100), (10, 0.3), (100, 1e-20), (100, 0.7), (300, 1e-12), (300, 0.999), (1e4, 0.01)]:
    a = mpf(a)
    rows.append([float(a), p, float(newton(lambda x: P(a, x), gamma_term(a), ss.gammaincinv(float(a), p) or left(a, p), p))])
out["gammaPInverse"] = rows
rows = []
for a, q in [(0.5, 1e-300), (0.5, 0.5), (0.01, 1e-10), (2.5, 1e-300), (2.5, 1e-10), (10, 1e-100), (100, 1e-20), (300, 1e-12), (1e4, 1e-5)]:
    a = mpf(a)
    term = gamma_term(a)
    rows.append([float(a), q, float(newton(lambda x: Q(a, x), lambda x: -term(x), ss.gammainccinv(float(a), q), q))])
out["gammaQInverse"] = rows
rows = []
for a, b, p in [(0.5, 0.5, 0.1), (0.5, 0.5, 0.6), (2, 3, 1e-300), (2, 3, 0.3), (2, 3, 0.99), (20, 30, 1e-50), (20, 30, 0.5), (200, 300, 0.01), (0.5, 100, 1e-5), (100, 0.5, 1e-8), (1, 1, 0.25), (0.1, 0.2, 0.4)]:
    start = ss.btdtri(a, b, p)
    if p < 1e-40:
        start = exp((log(mpf(p)) + log(mpf(a)) + lg(a) + lg(b) - lg(a + b)) / a)
    rows.append([a, b, p, float(newton(lambda x: I(a, b, x), beta_term(mpf(a), mpf(b)), start, p))])
out["betaIInverse"] = rows


def quantile(p):
    lo, hi = mpf(-40), mpf(9)
    for _ in range(100):
        mid = (lo + hi) / 2
        if ncdf(mid) < p:
            lo = mid
        else:
            hi = mid
    return lo


out["normalQuantile"] = [[p, float(quantile(mpf(p)))] for p in [1e-320, 1e-308, 1e-300, 1e-100, 1e-20, 1e-5, 0.01, 0.2, 0.25, 0.3, 0.4999999, 0.5000001, 0.7, 0.8, 0.975, 0.999999]]
out["kolmogorovSf"] = [[x, float(ss.kolmogorov(x))] for x in [0.05, 0.1, 0.3, 0.5, 0.8, 0.83, 1, 1.36, 2, 4, 10]]
out["smirnovSf"] = [[n, d, float(ss.smirnov(n, d))] for n, d in [(1, 0.3), (5, 0.2), (10, 0.4), (50, 0.1), (50, 0.5), (200, 0.05), (1000, 0.1)]]
out["kolmogorovExactSf"] = [[n, d, float(st.kstwo.sf(d, n))] for n, d in [(1, 0.7), (2, 0.4), (5, 0.2), (5, 0.45), (10, 0.2), (10, 0.3), (10, 0.7), (40, 0.1), (40, 0.2), (40, 0.35), (100, 0.05), (100, 0.1), (100, 0.2), (500, 0.05), (2000, 0.02), (2000, 0.03)]]
pathlib.Path(__file__).with_name("special.json").write_text(json.dumps(out, separators=(",", ":")).replace('],"', '],\n"') + "\n")
