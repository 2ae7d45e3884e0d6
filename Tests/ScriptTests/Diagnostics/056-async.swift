func f() async {}
