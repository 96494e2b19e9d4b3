/** Where head, shoulders and eyes are turned, and where the face stands in the picture. */
#include "person/sampling.h"

void samplePose(Person& person) {
  Random random(person.id, Stream::POSE);
  const Pins& pins = person.pins;
  Pose& pose = person.pose;
  pose.yaw = pins.get("yaw", clamp(random.normal(0, 16, 2.6f), -38, 38));
  pose.pitch = pins.get("pitch", clamp(random.normal(0, 6, 3), -18, 18));
  pose.roll = pins.get("roll", clamp(random.normal(0, 4.2f, 3), -14, 14));
  pose.bodyYaw = pins.get("body_yaw", 0.35f * pose.yaw + random.normal(0, 10));
  pose.bodyRoll = 0.15f * pose.roll + random.normal(0, 1.5f);

  // Most look into the camera: their eyes turn back what the head is turned away.
  const bool looksAtCamera = random.chance(0.7f);
  const float yawShare = looksAtCamera ? random.uniform(0.85f, 1.f) : random.uniform(0.2f, 0.8f);
  const float gazeYaw = clamp(-pose.yaw * yawShare + random.normal(0, looksAtCamera ? 1.5f : 8), -26, 26);
  const float pitchShare = looksAtCamera ? random.uniform(0.85f, 1.f) : 0.4f;
  pose.gazePitch = clamp(-pose.pitch * pitchShare + random.normal(0, looksAtCamera ? 1.2f : 4), -12, 12);
  pose.gazeYaw = pins.get("gaze_yaw", gazeYaw);

  Framing& framing = person.framing;
  framing.eyeDistance = random.normal(0.242f, 0.007f);
  framing.x = random.normal(0.5f, 0.008f);
  framing.y = random.normal(0.452f, 0.008f);
  framing.cameraDistance = random.uniform(10.5f, 18.f);
}
