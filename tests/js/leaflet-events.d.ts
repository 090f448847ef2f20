/** What Leaflet has besides its types, or what the scripts add to its events. */
import type * as geojson from 'geojson';
import 'leaflet';

declare module 'leaflet' {
  interface LeafletEvent {
    feature?: any;
    names?: any;
    on?: any;
    usual?: any;
  }
  interface GeoJSONOptions<P = any, G extends geojson.GeometryObject = geojson.GeometryObject> {
    renderer?: Renderer;
    smoothFactor?: number;
  }
  interface ZoomPanOptions {
    reset?: boolean;
  }
  interface Renderer {
    initialize(options: object): void;
    _update(): void;
  }
}
