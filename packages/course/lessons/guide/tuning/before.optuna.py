# What stands before the lesson's code: a loss that two settings decide.
import math


def validation_loss(rate, width):
    return (math.log10(rate) + 2) ** 2 + 10 / width
