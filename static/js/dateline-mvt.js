/** Reads vector tiles (Mapbox Vector Tile 2.1) as far as drawing needs it. */
(function () {
  'use strict';

  const { Dateline } = window;
  const MOVE_TO = 1;
  const CLOSE_PATH = 7;

  /** The one field that a value has, whichever type it is. */
  function readValue(pbf) {
    const end = pbf.readVarint() + pbf.pos;
    return pbf.readFields(
      (tag, value) => {
        if (tag === 1) value.of = pbf.readString();
        else if (tag === 2) value.of = pbf.readFloat();
        else if (tag === 3) value.of = pbf.readDouble();
        else if (tag === 6) value.of = pbf.readSVarint();
        else if (tag === 7) value.of = pbf.readBoolean();
        else if (tag === 4 || tag === 5) value.of = pbf.readVarint(tag === 4);
      },
      { of: null },
      end,
    ).of;
  }

  /** Lines, rings or points, each as flat x, y, x, y ... in the tile's units; rings come closed. */
  function readGeometry(pbf) {
    const end = pbf.readVarint() + pbf.pos;
    const parts = [];
    let part = [];
    let x = 0;
    let y = 0;
    while (pbf.pos < end) {
      const command = pbf.readVarint();
      if ((command & 7) === CLOSE_PATH) {
        part.push(part[0], part[1]);
        continue;
      }
      for (let count = command >> 3; count > 0; count -= 1) {
        x += pbf.readSVarint();
        y += pbf.readSVarint();
        if ((command & 7) === MOVE_TO) {
          part = [];
          parts.push(part);
        }
        part.push(x, y);
      }
    }
    return parts;
  }

  function readFeature(pbf, layer) {
    const end = pbf.readVarint() + pbf.pos;
    const raw = pbf.readFields(
      (tag, feature) => {
        if (tag === 2) pbf.readPackedVarint(feature.tags);
        else if (tag === 4) feature.parts = readGeometry(pbf);
      },
      { tags: [], parts: [] },
      end,
    );
    // Keys and values may stand behind the features in the tile, so they are looked up later.
    return {
      parts: raw.parts,
      properties() {
        const found = {};
        for (let index = 0; index + 1 < raw.tags.length; index += 2) {
          found[layer.keys[raw.tags[index]]] = layer.values[raw.tags[index + 1]];
        }
        return found;
      },
    };
  }

  function readLayer(pbf) {
    const end = pbf.readVarint() + pbf.pos;
    return pbf.readFields(
      (tag, layer) => {
        if (tag === 1) layer.name = pbf.readString();
        else if (tag === 2) layer.features.push(readFeature(pbf, layer));
        else if (tag === 3) layer.keys.push(pbf.readString());
        else if (tag === 4) layer.values.push(readValue(pbf));
        else if (tag === 5) layer.extent = pbf.readVarint();
      },
      { name: '', extent: 4096, keys: [], values: [], features: [] },
      end,
    );
  }

  /**
   * The layers of a tile by name.
   * @param {ArrayBuffer} buffer A vector tile, no longer compressed.
   * @returns {Map<string, {extent: number, features: {parts: number[][],
   *   properties: function(): object}[]}>}
   */
  Dateline.readTile = function (buffer) {
    const pbf = new Pbf.PbfReader(new Uint8Array(buffer));
    return pbf.readFields((tag, layers) => {
      if (tag !== 3) return;
      const layer = readLayer(pbf);
      layers.set(layer.name, layer);
    }, new Map());
  };
})();
