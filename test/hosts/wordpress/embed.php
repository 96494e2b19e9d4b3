<?php
/**
 * Embeds links as the real WordPress does when an editor pastes them: its WP_oEmbed discovers, asks and filters.
 *
 *     php embed.php FOLDER_OF_WORDPRESS < {"site": ORIGIN, "links": [{"url": …, "width": …}]}   prints {"version", "html": […]}
 */
$input = json_decode( file_get_contents( 'php://stdin' ), true );

define( 'ABSPATH', rtrim( $argv[1], '/' ) . '/' );
define( 'WP_CONTENT_DIR', __DIR__ );
define( 'WP_INSTALLING', true );
define( 'WP_DEBUG', false );
define( 'DB_NAME', '' );
define( 'DB_USER', '' );
define( 'DB_PASSWORD', '' );
define( 'DB_HOST', '' );
$table_prefix = 'wp_';
$_SERVER['HTTP_HOST'] = 'blog.test';
$_SERVER['REQUEST_URI'] = '/';
require ABSPATH . 'wp-settings.php';

add_filter( 'pre_option_home', fn() => 'http://blog.test' );
add_filter( 'pre_option_siteurl', fn() => 'http://blog.test' );

// It refuses addresses of its own network, which the site under test has.
add_filter( 'http_request_host_is_external', '__return_true' );
add_filter( 'http_allowed_safe_ports', fn( $ports ) => array_merge( $ports, array( wp_parse_url( $input['site'], PHP_URL_PORT ) ) ) );

echo json_encode( array(
	'version' => get_bloginfo( 'version' ),
	'html'    => array_map( fn( $link ) => wp_oembed_get( $link['url'], isset( $link['width'] ) ? array( 'width' => $link['width'] ) : array() ), $input['links'] ),
) );
