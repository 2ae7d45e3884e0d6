enum SignalsRoom {}
