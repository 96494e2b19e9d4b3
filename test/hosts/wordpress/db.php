<?php
/** WordPress loads this instead of its database: there is none, so every query finds nothing. */
$wpdb = new class extends wpdb {
	public function __construct() {
		$this->charset = 'utf8mb4';
		$this->set_prefix( 'wp_' );
		$this->ready = true;
	}

	public function query( $query ) {
		$this->last_result = array();
		return 0;
	}

	public function _real_escape( $data ) {
		return addslashes( (string) $data );
	}

	public function db_version() {
		return '8.0';
	}
};
