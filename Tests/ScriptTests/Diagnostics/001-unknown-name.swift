let speed = 3
print(sped)
