/** Turns head and shoulders, and puts the camera before the eyes. */
#pragma once
#include "scene/scene.h"

/** @param neck, head the joints in the rest pose */
void poseScene(Scene& scene, const Person& person, Vec3 neck, Vec3 head);
