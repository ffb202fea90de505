"""A Flask view that answers with JSON."""

from flask import Flask, jsonify

application = Flask(__name__)


@application.get("/items/<int:number>")
def item(number):
    return jsonify(id=number, name=f"item {number}", tags=["red", "green", "blue"], price={"amount": number * 3, "currency": "EUR"})
