enum PreludeRoom {}
