# What stands before the lesson's code: a network and its data.
import keras

model = keras.Sequential([keras.Input(shape=(4,)), keras.layers.Dense(1)])
model.compile(optimizer="sgd", loss="mse")
x = keras.random.normal((100, 4))
y = keras.random.normal((100, 1))
