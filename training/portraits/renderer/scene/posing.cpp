#include "scene/posing.h"

void poseScene(Scene& scene, const Person& person, Vec3 neck, Vec3 head) {
  const Pose& pose = person.pose;
  scene.headRotation = rotationZ(-pose.roll * RADIANS_PER_DEGREE) * rotationY(pose.yaw * RADIANS_PER_DEGREE) *
                       rotationX(-pose.pitch * RADIANS_PER_DEGREE);
  scene.bodyRotation =
      rotationZ(-pose.bodyRoll * RADIANS_PER_DEGREE) * rotationY(pose.bodyYaw * RADIANS_PER_DEGREE);

  // The shoulders turn about the neck; the head turns about the top of the neck, which the shoulders carry.
  const Vec3 bodyPivot{0, neck.y, neck.z};
  const Vec3 headPivot{0, lerp(neck.y, head.y, 0.55f), lerp(neck.z, head.z, 0.7f)};
  auto withBody = [&](Vec3 p) { return scene.bodyRotation * (p - bodyPivot) + bodyPivot; };
  const Vec3 carriedPivot = withBody(headPivot);
  auto withHead = [&](Vec3 p) { return scene.headRotation * (p - headPivot) + carriedPivot; };

  for (Part& part : scene.parts) {
    for (size_t i = 0; i < part.positions.size(); i++) {
      const float weight = part.headWeights[i];
      Vec3& p = part.positions[i];
      p = weight >= 1 ? withHead(p) : weight <= 0 ? withBody(p) : lerp(withBody(p), withHead(p), weight);
    }
    for (Vec3& normal : part.normals) {  // known already for what is built for a head in the rest pose
      normal = scene.headRotation * normal;
    }
  }
  scene.leftEye = withHead(scene.leftEye);
  scene.rightEye = withHead(scene.rightEye);
  scene.betweenEyes = withHead(scene.betweenEyes);
  scene.headCentre = withHead(head + Vec3{0, 0.35f, 0.35f});
  scene.camera = scene.betweenEyes + Vec3{0, 0, person.framing.cameraDistance};
}
