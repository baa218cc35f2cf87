"""Constants of src/stats/special, computed with 60 digits by mpmath; prints them.

/usr/bin/python3 packages/limpide/test/golden/stats/coefficients.py
"""
from mpmath import cos, digamma, erfc, euler, exp, fac2, factorial, findroot, mp, mpf, nstr, pi, psi, sqrt, zeta

mp.dps = 60


def scaled(t, k=mpf(3.75)):
    """(1 + 2x) exp(x^2) erfc(x) at x = k (1 + t)/(1 - t)."""
    x = k * (1 + t) / (1 - t)
    if x > 10**4:
        e = sum((-1) ** n * fac2(2 * n - 1) / (2 * x * x) ** n for n in range(12)) / (x * sqrt(pi))
    else:
        e = exp(x * x) * erfc(x)
    return (1 + 2 * x) * e


N = 80
nodes = [(j + mpf(1) / 2) * pi / N for j in range(N)]
values = [scaled(cos(a)) for a in nodes]
print("Chebyshev coefficients of erfcx")
for m in range(27):
    print(nstr(2 / mpf(N) * sum(v * cos(m * a) for v, a in zip(values, nodes)), 20))
print("log gamma at 2")
for k in range(2, 32):
    print(nstr((zeta(k) - 1) / k * (-1) ** k, 20))
print("1 - gamma", nstr(1 - euler, 20))
root = findroot(digamma, 1.46)
print("digamma's zero", float(root), nstr(root - mpf(float(root)), 20))
for n in range(1, 23):
    print(nstr(psi(n, root) / factorial(n), 20))
