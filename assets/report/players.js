// One film in place of several: a slider says how much later its sound is.
for (const group of document.querySelectorAll(".offsets")) {
  const players = [...group.querySelectorAll(".player")];
  const plain = players.find((player) => Number(player.dataset.offset) === 0)?.querySelector("video");
  if (!plain) continue;
  const span = Math.max(...players.map((player) => Math.abs(Number(player.dataset.offset))));
  for (const player of players) if (!player.contains(plain)) player.hidden = true;
  const sound = new Audio(plain.src);
  plain.muted = true;
  const slider = document.createElement("input");
  Object.assign(slider, { type: "range", min: -span, max: span, step: 0.01, value: 0 });
  slider.setAttribute("aria-label", "seconds by which the sound is later");
  const words = document.createElement("output");
  const control = document.createElement("label");
  control.append("sound ", slider, words);
  plain.closest(".player").querySelector("span")?.remove();
  plain.after(control);
  const follow = () => {
    const place = plain.currentTime - Number(slider.value);
    const isHeard = place >= 0 && place < sound.duration && !plain.paused && !plain.seeking;
    if (!isHeard) return sound.pause();
    if (sound.paused || Math.abs(sound.currentTime - place) > 0.05) sound.currentTime = place;
    sound.playbackRate = plain.playbackRate;
    if (sound.paused) sound.play().catch(() => {});
  };
  const tell = () => {
    const offset = Number(slider.value);
    const side = offset > 0 ? "later" : "earlier";
    words.textContent = offset === 0 ? "as it is" : `${Math.abs(offset).toFixed(2)} s ${side}`;
    follow();
  };
  for (const event of ["play", "pause", "seeking", "seeked", "ratechange", "ended"]) plain.addEventListener(event, follow);
  setInterval(() => plain.paused || follow(), 20);
  slider.addEventListener("input", tell);
  tell();
}
