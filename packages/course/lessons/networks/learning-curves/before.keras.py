# What stands before the lesson's code: a network and its data.
import keras

model = keras.Sequential([keras.Input(shape=(2,)), keras.layers.Dense(1)])
model.compile(optimizer="adam", loss="mse")
x = keras.random.normal((40, 2))
y = keras.random.normal((40, 1))
