"""Student's t by scipy, for Tests/AVTSTests/Judging/StudentNumbers.swift:  python3 student_t.py > …/StudentNumbers.swift"""
from scipy.stats import nct, t

print("/// Made by Tests/Reference/student_t.py.\nenum StudentNumbers {")
print("    static let twoSided: [(t: Double, degrees: Double, probability: Double)] = [")
for x in (0, 0.1, 1, 2.5, 4.3, 12, 60):
    print("        " + " ".join(f"({x}, {d}, {2 * t.sf(x, d):.15g})," for d in (1, 2, 4, 9, 30.5)))
print("    ]\n    static let critical: [(probability: Double, degrees: Double, t: Double)] = [")
for p in (0.5, 0.1, 0.05, 0.005):
    print("        " + " ".join(f"({p}, {d}, {t.isf(p / 2, d):.15g})," for d in (1, 2, 4, 9, 30)))
print("    ]\n    static let power: [(shift: Double, degrees: Double, power: Double)] = [")
for shift in (0, 1, 3, 6):
    cells = []
    for d in (1, 2, 4, 9, 30):
        c = t.isf(0.025, d)
        cells.append(f"({shift}, {d}, {nct.sf(c, d, shift) + nct.cdf(-c, d, shift):.10g}),")
    print("        " + " ".join(cells))
print("    ]\n}")
