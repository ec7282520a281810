// Cut Inter down to the letters our languages use. Called by vendor_assets.py: node subset_fonts.mjs OUT_FOLDER
import fs from "node:fs";
import path from "node:path";
import subsetFont from "subset-font";

const span = (from, to) => String.fromCodePoint(...Array.from({ length: to - from }, (_, step) => from + step));
const page = span(0x20, 0x7f) + span(0xa0, 0x100) + "–—‘’‚“”„…•‹›€™−↑↓";
const letter = page + span(0x100, 0x180) + "ȘșȚț→←✓≤≥·×÷°²³½¼¾";
const out = process.argv[2];
const modules = path.join(process.cwd(), "node_modules");

async function cut(source, target, letters, options) {
  fs.writeFileSync(path.join(out, target), await subsetFont(fs.readFileSync(path.join(modules, source)), letters, options));
}

await cut("@fontsource-variable/inter/files/inter-latin-wght-normal.woff2", "inter.woff2", page, {
  targetFormat: "woff2",
  variationAxes: { wght: { min: 400, max: 700 } },
});
for (const [style, name] of [
  ["400Regular/Inter_400Regular.ttf", "Inter-Regular.ttf"],
  ["400Regular_Italic/Inter_400Regular_Italic.ttf", "Inter-Italic.ttf"],
  ["600SemiBold/Inter_600SemiBold.ttf", "Inter-SemiBold.ttf"],
]) {
  await cut(`@expo-google-fonts/inter/${style}`, name, letter, { targetFormat: "truetype" });
}
