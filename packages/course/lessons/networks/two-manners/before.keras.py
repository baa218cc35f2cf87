# What stands before the lesson's code: a network and its data.
import keras
import numpy as np

model = keras.Sequential([
    keras.Input(shape=(784,)),
    keras.layers.Dense(128, activation="relu"),
    keras.layers.Dense(10, activation="softmax"),
])
x = np.random.rand(64, 784)
y = np.random.randint(10, size=64)
