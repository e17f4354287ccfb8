"""The picture of the slider: a landscape of chance with a gap, false gaps, and the piece that fits."""

import base64
import io
import secrets

from PIL import Image, ImageChops, ImageDraw, ImageFilter

WIDTH, HEIGHT = 320, 160
# the piece with its knob; the knob's radius
PIECE, KNOB = 56, 8
SCALE = 4
MARGIN = 6
JPEG_QUALITY = 72


def draw() -> dict:
	"""Background and piece as data addresses, the piece's height, and the gap's place `x` for the server alone."""
	chance = secrets.SystemRandom()
	scene = _landscape(chance)
	mask = _mask(knob_below=chance.random() < 0.5)
	x = chance.randint(PIECE + 24, WIDTH - PIECE - MARGIN)
	y = chance.randint(MARGIN, HEIGHT - PIECE - MARGIN)
	piece = scene.crop((x, y, x + PIECE, y + PIECE)).convert("RGBA")
	piece.putalpha(mask)
	piece.paste((255, 255, 255), mask=_edge(mask))
	_false_gap(scene, chance, taken=(x, y))
	_dig(scene, mask, (x, y), darkness=120)
	return {
		"x": x,
		"y": y,
		"width": WIDTH,
		"height": HEIGHT,
		"size": PIECE,
		"background": _address(scene, "JPEG", quality=JPEG_QUALITY),
		"piece": _address(piece, "PNG", optimize=True),
	}


def _landscape(chance) -> Image.Image:
	"""Sky, sun, three ranges of hills and some dots: never twice the same, and cheap to draw."""
	top = tuple(chance.randint(90, 170) for _channel in range(3))
	bottom = tuple(min(255, channel + chance.randint(40, 80)) for channel in top)
	fade = Image.linear_gradient("L").resize((WIDTH, HEIGHT))
	scene = Image.composite(Image.new("RGB", (WIDTH, HEIGHT), bottom), Image.new("RGB", (WIDTH, HEIGHT), top), fade)
	pen = ImageDraw.Draw(scene)
	sun_x, sun_y, sun = chance.randint(20, 300), chance.randint(10, 60), chance.randint(10, 22)
	pen.ellipse((sun_x - sun, sun_y - sun, sun_x + sun, sun_y + sun), fill=(250, 238, 190))
	for row in range(3):
		_hills(pen, chance, height=60 + row * 32)
	for _dot in range(90):
		x, y, radius = chance.randint(0, WIDTH), chance.randint(0, HEIGHT), chance.randint(1, 3)
		pen.ellipse((x, y, x + radius, y + radius), fill=tuple(chance.randint(60, 235) for _channel in range(3)))
	return scene.filter(ImageFilter.SMOOTH)


def _hills(pen, chance, *, height: int) -> None:
	colour = tuple(chance.randint(50, 190) for _channel in range(3))
	points = [(0, HEIGHT)]
	points += [(x, height + chance.randint(-26, 26)) for x in range(0, WIDTH + 40, 40)]
	pen.polygon([*points, (WIDTH, HEIGHT)], fill=colour)


def _mask(*, knob_below: bool) -> Image.Image:
	"""A piece of a jigsaw: a square with a knob at the right and one below, or a notch above."""
	side, knob, full = (PIECE - KNOB) * SCALE, KNOB * SCALE, PIECE * SCALE
	mask = Image.new("L", (full, full), 0)
	pen = ImageDraw.Draw(mask)
	top = 0 if knob_below else knob
	pen.rectangle((0, top, side - 1, top + side - 1), fill=255)
	middle = top + side // 2
	pen.ellipse((side - knob, middle - knob, side + knob, middle + knob), fill=255)
	if knob_below:
		pen.ellipse((side // 2 - knob, side - knob, side // 2 + knob, side + knob), fill=255)
	else:
		pen.ellipse((side // 2 - knob, top - knob, side // 2 + knob, top + knob), fill=0)
	return mask.resize((PIECE, PIECE), Image.BOX)


def _edge(mask: Image.Image) -> Image.Image:
	return ImageChops.subtract(mask, mask.filter(ImageFilter.MinFilter(3)))


def _dig(scene: Image.Image, mask: Image.Image, place: tuple[int, int], *, darkness: int) -> None:
	shade = mask.point(lambda value: value * darkness // 255)
	scene.paste((20, 26, 34), (*place, place[0] + PIECE, place[1] + PIECE), shade)
	edge = _edge(mask).point(lambda value: value * 170 // 255)
	scene.paste((255, 255, 255), (*place, place[0] + PIECE, place[1] + PIECE), edge)


def _false_gap(scene: Image.Image, chance, *, taken: tuple[int, int]) -> None:
	"""A paler square on another height: people see at once that the piece does not fit it."""
	x = chance.randint(PIECE, WIDTH - PIECE)
	y = chance.randint(0, HEIGHT - PIECE)
	if abs(x - taken[0]) < PIECE and abs(y - taken[1]) < PIECE:
		return
	square = Image.new("L", (PIECE, PIECE), 0)
	ImageDraw.Draw(square).rectangle((10, 10, PIECE - 12, PIECE - 12), fill=255)
	_dig(scene, square, (x, y), darkness=60)


def _address(image: Image.Image, kind: str, **options) -> str:
	stream = io.BytesIO()
	image.save(stream, kind, **options)
	coded = base64.b64encode(stream.getvalue()).decode()
	return f"data:image/{kind.lower()};base64,{coded}"
