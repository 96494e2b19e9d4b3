#!/usr/bin/env python3
"""Packs what a portrait needs of the MakeHuman core assets (CC0) and of the environment maps into one binary file.

    MH_DATA=... MH_ASSETS=... MH_TEX=... HDRI=... python3 pack_assets.py OUT.bin

The environment variables name folders; ../README.md says which, and where they come from. ../renderer/assets/asset-file.h
describes the file. Lengths are in decimetres, MakeHuman's unit. The arrays, by name:

    base/v, f, vt, ft         the body above the chest: vertices, triangles, texture coordinates, their triangles
    joint/NAME                vertices about a joint
    px/NAME/...               a mesh that is bound to the body: ref, w, off, scale (the binding), vt, f, ft, del (what it hides)
    t/NAME/i, d, s            a target: vertices, offsets as i16, the offsets' scale
    tex/NAME                  a texture, u8 [height, width, channels]
    env/NAME                  an environment map, u8 [height, width, RGB and exponent]
"""
import glob
import os
import struct
import sys

import numpy as np
from PIL import Image, ImageFilter

TYPES = {'float32': 0, 'int32': 1, 'uint16': 2, 'uint8': 3}

HAIR = ['short01', 'short02', 'short03', 'short04', 'bob01', 'bob02', 'long01', 'afro01', 'ponytail01', 'braid01']
OUTFITS = [f'male_casualsuit0{i}' for i in range(1, 7)] + [
    'male_elegantsuit01', 'male_worksuit01', 'female_casualsuit01', 'female_casualsuit02', 'female_elegantsuit01',
    'female_sportsuit01']
BROWS = range(1, 13)
LASHES = range(1, 5)
JOINTS = ['head', 'head-2', 'neck', 'jaw', 'mouth', 'l-eye', 'r-eye', 'l-upperlid', 'r-upperlid', 'l-lowerlid', 'r-lowerlid',
          'l-shoulder', 'r-shoulder', 'l-clavicle']
TARGET_FOLDERS = ['head', 'forehead', 'eyebrows', 'eyes', 'nose', 'mouth', 'ears', 'chin', 'cheek', 'neck', 'asym']
ANCESTRIES = ['african', 'asian', 'caucasian']
EYES = ['blue', 'bluegreen', 'brown', 'brownlight', 'deepblue', 'green', 'grey', 'ice', 'lightblue']

# What a portrait can show: the body, and clothes, above these heights and within this distance of the middle.
LOWEST_BODY, LOWEST_CLOTH, WIDEST = 4.3, 4.45, 2.9
# The skins are sharpened by so many per cent.
SKIN_SHARPENING = 110
ENVIRONMENT_SIZE = (256, 512)
BRIGHTEST = 20000


class AssetWriter:
    """Writes named arrays."""

    def __init__(self, path):
        self.file = open(path, 'wb')

    def put(self, name, array):
        array = np.ascontiguousarray(array)
        encoded = name.encode()
        self.file.write(struct.pack('<I', len(encoded)) + encoded)
        self.file.write(struct.pack('<II', TYPES[str(array.dtype)], array.ndim))
        self.file.write(struct.pack(f'<{array.ndim}I', *array.shape))
        self.file.write(array.tobytes())


def read_lines(path):
    """The words of each line that has some."""
    with open(path, encoding='utf-8', errors='replace') as file:
        return [words for words in (line.split() for line in file) if words]


def read_obj(path):
    """Vertices, texture coordinates, and by group the triangles: three (vertex, texture coordinate) each."""
    vertices, uvs, groups, group = [], [], {}, ''
    for words in read_lines(path):
        if words[0] == 'v':
            vertices.append([float(x) for x in words[1:4]])
        elif words[0] == 'vt':
            uvs.append([float(x) for x in words[1:3]])
        elif words[0] == 'g':
            group = words[1] if len(words) > 1 else ''
        elif words[0] == 'f':
            corners = [tuple(int(index) - 1 for index in corner.split('/')[:2]) for corner in words[1:]]
            for k in range(1, len(corners) - 1):
                groups.setdefault(group, []).append((corners[0], corners[k], corners[k + 1]))
    return np.array(vertices, np.float32), np.array(uvs, np.float32), groups


def read_binding(path):
    """Of a .mhclo file: three vertices of the body for each of its own, their weights, offsets, and the offsets' scales."""
    anchors, weights, offsets, scales, in_vertices = [], [], [], {}, False
    for words in read_lines(path):
        if words[0].startswith('#'):
            continue
        if words[0] in ('x_scale', 'y_scale', 'z_scale'):
            scales[words[0][0]] = (int(words[1]), int(words[2]), float(words[3]))
        elif words[0] == 'verts':
            in_vertices = True
        elif in_vertices and words[0].isdigit() and len(words) == 1:
            anchors.append([int(words[0])] * 3)
            weights.append([1, 0, 0])
            offsets.append([0, 0, 0])
        elif in_vertices and words[0].isdigit() and len(words) == 9:
            anchors.append([int(x) for x in words[:3]])
            weights.append([float(x) for x in words[3:6]])
            offsets.append([float(x) for x in words[6:9]])
        elif in_vertices and words[0] in ('delete_verts', 'weights'):
            break
    return (np.array(anchors), np.array(weights, np.float32), np.array(offsets, np.float32),
            [scales.get(axis, (0, 0, 0.0)) for axis in 'xyz'])


def read_hidden(path):
    """The vertices of the body that an outfit hides: single ones, and ranges such as `12 - 20`."""
    words = [word for line in read_lines(path) for word in line]
    if 'delete_verts' not in words:
        return []
    words, hidden, k = words[words.index('delete_verts') + 1:], [], 0
    while k < len(words) and words[k].isdigit():
        if k + 2 < len(words) and words[k + 1] == '-':
            hidden += range(int(words[k]), int(words[k + 2]) + 1)
            k += 3
        else:
            hidden.append(int(words[k]))
            k += 1
    return hidden


def renumber(used, count):
    """A table from old numbers to the positions in `used`; -1 for the others."""
    table = np.full(count, -1, np.int32)
    table[used] = np.arange(len(used))
    return table


class Proxy:
    """A mesh that is bound to the body."""

    def __init__(self, name, path):
        self.name = name
        self.anchors, self.weights, self.offsets, self.scales = read_binding(path + '.mhclo')
        vertices, self.uvs, groups = read_obj(path + '.obj')
        self.triangles = np.array([triangle for group in groups.values() for triangle in group])
        self.hidden = read_hidden(path + '.mhclo')
        if len(self.anchors) != len(vertices):
            raise ValueError(f'{path}: {len(self.anchors)} bound vertices, but {len(vertices)} in the mesh')

    def crop(self, body):
        """Keeps what a portrait can show."""
        distances = [abs(body[a][k] - body[b][k]) / d if d > 0 else 1 for k, (a, b, d) in enumerate(self.scales)]
        positions = (body[self.anchors] * self.weights[:, :, None]).sum(1) + self.offsets * np.array(distances, np.float32)
        corners = positions[self.triangles[:, :, 0]]
        self.triangles = self.triangles[(corners[:, :, 1].min(1) > LOWEST_CLOTH) & (np.abs(corners[:, :, 0]).max(1) < WIDEST)]
        vertices, uvs = np.unique(self.triangles[:, :, 0]), np.unique(self.triangles[:, :, 1])
        self.triangles[:, :, 0] = renumber(vertices, len(positions))[self.triangles[:, :, 0]]
        self.triangles[:, :, 1] = renumber(uvs, len(self.uvs))[self.triangles[:, :, 1]]
        self.anchors, self.weights, self.offsets = self.anchors[vertices], self.weights[vertices], self.offsets[vertices]
        self.uvs = self.uvs[uvs]

    def vertices_of_body(self):
        return set(self.anchors.ravel().tolist()) | {vertex for scale in self.scales for vertex in scale[:2]}


def load_proxies(data, assets, body):
    paths = {f'hair/{h}': f'{assets}/hair/{h}/{h}' for h in HAIR}
    paths |= {f'brow/{i:03d}': f'{assets}/eyebrows/eyebrow{i:03d}/eyebrow{i:03d}' for i in BROWS}
    paths |= {f'lash/{i:02d}': f'{assets}/eyelashes/eyelashes{i:02d}/eyelashes{i:02d}' for i in LASHES}
    paths |= {f'cloth/{c}': f'{assets}/clothes/{c}/{c}' for c in OUTFITS}
    paths |= {'hat/fedora': f'{assets}/clothes/fedora01/fedora', 'eyes': f'{data}/eyes/high-poly/high-poly',
              'teeth': f'{assets}/teeth/teeth_base/teeth_base', 'tongue': f'{assets}/tongue/tongue01/tongue01'}
    proxies = [Proxy(name, path) for name, path in paths.items()]
    for proxy in proxies:
        if proxy.name.startswith('cloth/'):
            proxy.crop(body)
    return proxies


def pack_meshes(out, data, assets):
    """Packs body and proxies. Returns the table from MakeHuman's vertices to those of the packed body."""
    vertices, uvs, groups = read_obj(data + '/3dobjs/base.obj')
    body = np.array(groups['body'])
    corners = vertices[body[:, :, 0]]
    body = body[(corners[:, :, 1].min(1) > LOWEST_BODY) & (np.abs(corners[:, :, 0]).max(1) < WIDEST)]
    proxies = load_proxies(data, assets, vertices)
    joints = {joint: sorted({corner[0] for triangle in groups['joint-' + joint] for corner in triangle}) for joint in JOINTS}

    used = set(body[:, :, 0].ravel().tolist()).union(*joints.values(), *(proxy.vertices_of_body() for proxy in proxies))
    used = np.array(sorted(used))
    table = renumber(used, len(vertices))
    used_uvs = np.array(sorted(set(body[:, :, 1].ravel().tolist())))
    out.put('base/v', vertices[used])
    out.put('base/f', table[body[:, :, 0]])
    out.put('base/vt', uvs[used_uvs])
    out.put('base/ft', renumber(used_uvs, len(uvs))[body[:, :, 1]])
    for joint in JOINTS:
        out.put('joint/' + joint, table[joints[joint]])
    for proxy in proxies:
        if proxy.name.startswith('cloth/'):
            hidden = table[np.array(proxy.hidden, int)]
            out.put(f'px/{proxy.name}/del', hidden[hidden >= 0])
    for proxy in proxies:
        prefix = f'px/{proxy.name}/'
        out.put(prefix + 'ref', table[proxy.anchors])
        out.put(prefix + 'w', proxy.weights)
        out.put(prefix + 'off', proxy.offsets)
        out.put(prefix + 'scale', np.array([[table[a], table[b], d] for a, b, d in proxy.scales], np.float32))
        out.put(prefix + 'vt', proxy.uvs)
        out.put(prefix + 'f', proxy.triangles[:, :, 0].astype(np.int32))
        out.put(prefix + 'ft', proxy.triangles[:, :, 1].astype(np.int32))
    return table


def pack_target(out, name, path, table):
    """Packs a target, unless it moves nothing that is left. The offsets become 16-bit integers with one scale."""
    vertices, offsets = [], []
    for words in read_lines(path):
        if len(words) == 4 and words[0].isdigit() and table[int(words[0])] >= 0:
            vertices.append(table[int(words[0])])
            offsets.append([float(x) for x in words[1:]])
    if vertices:
        offsets = np.array(offsets, np.float32)
        scale = max(1e-6, float(np.abs(offsets).max())) / 32767
        out.put(f't/{name}/i', np.array(vertices, np.uint16))
        out.put(f't/{name}/s', np.array([scale], np.float32))
        out.put(f't/{name}/d', np.round(offsets / scale).astype(np.int16).view(np.uint16))


def pack_targets(out, folder, table):
    sources = [('macro', 'macrodetails')] + [(name, name) for name in TARGET_FOLDERS]
    sources += [(f'expr/{ancestry}', f'expression/units/{ancestry}') for ancestry in ANCESTRIES]
    for name, source in sources:
        for path in sorted(glob.glob(f'{folder}/{source}/*.target')):
            stem = os.path.basename(path)[:-len('.target')]
            if not (name == 'macro' and '-baby' in stem):
                pack_target(out, f'{name}/{stem}', path, table)


def pack_texture(out, name, path, size=None, mode='RGBA', sharpen=0):
    image = Image.open(path).convert(mode)
    if sharpen:
        image = image.filter(ImageFilter.UnsharpMask(radius=1.6, percent=sharpen, threshold=0))
    if size:
        image = image.resize((size, size), Image.LANCZOS)
    out.put('tex/' + name, np.array(image, np.uint8))


def pack_textures(out, folder):
    for age in ('young', 'middleage', 'old'):
        for ancestry in ANCESTRIES:
            for gender in ('female', 'male'):
                paths = sorted(glob.glob(f'{folder}/skins/{age}_{ancestry}_{gender}/textures/*.png'))
                for k, path in enumerate(path for path in paths if 'special' not in path):
                    pack_texture(out, f'skin/{age}/{ancestry}/{gender}/{k}', path, mode='RGB', sharpen=SKIN_SHARPENING)
    found = {os.path.basename(path).lower(): path for path in sorted(glob.glob(folder + '/proxies/*/*/textures/*.png'))}
    for hair in HAIR:
        pack_texture(out, 'hair/' + hair, found[('afro' if hair == 'afro01' else hair) + '_diffuse.png'])
    for i in BROWS:
        pack_texture(out, f'brow/{i:03d}', found[f'eyebrow{i:03d}.png'], 256)
    for i in LASHES:
        pack_texture(out, f'lash/{i:02d}', found[f'eyelashes{i:02d}.png'], 256)
    for eye in EYES:
        pack_texture(out, 'eye/' + eye, found[eye + '_eye.png'], 256)
    for outfit in OUTFITS:
        pack_texture(out, 'cloth/' + outfit, found[outfit + '_diffuse.png'], 384)
    pack_texture(out, 'hat/fedora', found['fedora_texture_grey.png'], 256)
    pack_texture(out, 'teeth', found['teeth.png'])
    pack_texture(out, 'tongue', found['tongue01_diffuse.png'], 256)


def mend_suns(radiance):
    """Suns beyond the range of half floats were stored as infinite or negative, or lost a channel."""
    bad = ~np.isfinite(radiance) | (radiance <= 0)
    radiance[bad] = 0
    near = np.max([np.roll(np.roll(radiance, i, 0), j, 1) for i in (-1, 0, 1) for j in (-1, 0, 1)], 0)
    radiance[bad] = near[bad]
    brightest = radiance.max(2)
    lost = (brightest > 20) & (radiance[:, :, 2] > 1.25 * radiance[:, :, 0])
    radiance[lost] = brightest[lost][:, None]


def shared_exponent(radiance):
    """Float RGB as bytes with a shared exponent (Ward's RGBE)."""
    most = np.maximum(radiance.max(2), 1e-8)
    exponent = np.floor(np.log2(most)) + 1
    mantissas = np.clip(np.round(radiance * (256 / np.exp2(exponent))[:, :, None]), 0, 255)
    return np.concatenate([mantissas, (exponent + 128)[:, :, None]], 2).astype(np.uint8)


def pack_environments(out, folder):
    for path in sorted(glob.glob(folder + '/*.f32')):
        # Rows come from bottom to top, with alpha.
        radiance = np.fromfile(path, np.float32).reshape(*ENVIRONMENT_SIZE, -1)[::-1, :, :3].copy()
        mend_suns(radiance)
        out.put('env/' + os.path.basename(path).split('.')[0], shared_exponent(np.clip(radiance, 0, BRIGHTEST)))


def main():
    missing = [name for name in ('MH_DATA', 'MH_ASSETS', 'MH_TEX', 'HDRI') if not os.path.isdir(os.environ.get(name, ''))]
    if missing or len(sys.argv) != 2:
        sys.exit(f'{", ".join(missing) or "OUT.bin"} is missing: set the four folders, and write OUT.bin (README.md)')
    data, assets, textures, environments = (os.environ[name] for name in ('MH_DATA', 'MH_ASSETS', 'MH_TEX', 'HDRI'))
    # Renamed when complete: nobody sees half a file.
    out = AssetWriter(sys.argv[1] + '.part')
    table = pack_meshes(out, data, assets)
    pack_targets(out, data + '/targets', table)
    pack_textures(out, textures)
    pack_environments(out, environments)
    out.file.close()
    os.rename(sys.argv[1] + '.part', sys.argv[1])


if __name__ == '__main__':
    main()
