enum AVTSRoom {}
