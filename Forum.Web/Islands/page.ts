// On every page: small helps that are not needed, only nice.
import './clock';
import './copy';
import './count';
import './focus';
import './form';
import './pictures';
import './print';
