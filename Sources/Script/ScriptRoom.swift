enum ScriptRoom {}
