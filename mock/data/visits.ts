/** Realistic end users: what a browser, a phone or an app would have given away. Addresses are documentation ranges. */
import type { Random } from '../random.ts';
import type { Visit } from '../store/entities.ts';

type DeviceProfile = Pick<
  Visit,
  | 'userAgent'
  | 'osName'
  | 'osVersion'
  | 'deviceType'
  | 'deviceName'
  | 'browserName'
  | 'browserVersion'
  | 'sdkName'
  | 'sdkVersion'
>;

type Place = Pick<
  Visit,
  'countryCode' | 'countryName' | 'regionCode' | 'regionName' | 'latitude' | 'longitude'
>;

type Provider = Pick<Visit, 'connectionType' | 'isp' | 'organization'>;

const browsers: readonly [DeviceProfile, ...DeviceProfile[]] = [
  {
    userAgent:
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0',
    osName: 'Windows',
    osVersion: '10.0',
    deviceType: 'desktop',
    deviceName: 'PC',
    browserName: 'Microsoft Edge',
    browserVersion: '131.0.0.0',
    sdkName: 'Web',
    sdkVersion: '5.4.0',
  },
  {
    userAgent:
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_6) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Safari/605.1.15',
    osName: 'Mac',
    osVersion: '14.6',
    deviceType: 'desktop',
    deviceName: 'Apple Mac',
    browserName: 'Safari',
    browserVersion: '17.6',
    sdkName: 'Web',
    sdkVersion: '5.4.0',
  },
  {
    userAgent:
      'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.6723.58 Mobile Safari/537.36',
    osName: 'Android',
    osVersion: '14',
    deviceType: 'smartphone',
    deviceName: 'Google Pixel 8',
    browserName: 'Chrome Mobile',
    browserVersion: '130.0.6723.58',
    sdkName: 'Web',
    sdkVersion: '5.4.0',
  },
];

/** A session inside an app: no browser to name. */
export const appProfile: DeviceProfile = {
  userAgent: 'Inquiry/2.22.3 (iPhone15,3; iOS 17.6.1)',
  osName: 'iOS',
  osVersion: '17.6.1',
  deviceType: 'smartphone',
  deviceName: 'Apple iPhone15,3',
  browserName: null,
  browserVersion: null,
  sdkName: 'Inquiry',
  sdkVersion: '2.22.3',
};

const places: readonly [Place, ...Place[]] = [
  {
    countryCode: 'US',
    countryName: 'United States',
    regionCode: 'CA',
    regionName: 'California',
    latitude: 37.7749,
    longitude: -122.4194,
  },
  {
    countryCode: 'DE',
    countryName: 'Germany',
    regionCode: 'BE',
    regionName: 'Land Berlin',
    latitude: 52.5244,
    longitude: 13.4105,
  },
  {
    countryCode: 'BR',
    countryName: 'Brazil',
    regionCode: 'SP',
    regionName: 'São Paulo',
    latitude: -23.5475,
    longitude: -46.6361,
  },
  {
    countryCode: 'JP',
    countryName: 'Japan',
    regionCode: '13',
    regionName: 'Tokyo',
    latitude: 35.6895,
    longitude: 139.6917,
  },
];

const providers: readonly [Provider, ...Provider[]] = [
  { connectionType: 'residential', isp: 'Example Broadband', organization: 'Example Broadband Ltd' },
  { connectionType: 'mobile', isp: 'Example Mobile', organization: 'Example Mobile Networks' },
  { connectionType: 'corporate', isp: 'Example Business Fibre', organization: 'Example Trading GmbH' },
];

function near(value: number, random: Random): number {
  return Math.round((value + (random.fraction() - 0.5) / 10) * 10_000) / 10_000;
}

/** What one end user gives away on opening the flow. */
export function visit(random: Random, inApp: boolean): Visit {
  const place = random.pick(places);
  const block = random.pick(['192.0.2', '198.51.100', '203.0.113']);
  return {
    ...(inApp ? appProfile : random.pick(browsers)),
    ...place,
    ...random.pick(providers),
    ipAddress: `${block}.${String(1 + random.below(254))}`,
    handoffMethod: random.pick(['qr', 'sms', 'email']),
    isProxy: false,
    isTor: false,
    isDatacenter: false,
    isVpn: random.below(4) === 0,
    threatLevel: random.pick(['low', 'low', 'medium']),
    latitude: near(place.latitude, random),
    longitude: near(place.longitude, random),
    gpsLatitude: near(place.latitude, random),
    gpsLongitude: near(place.longitude, random),
    gpsPrecision: 'precise',
    browserFingerprint: random.characters(20),
  };
}
