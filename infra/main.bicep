// An identity that a GitHub workflow may use to promote images, and its role on the source and the target registry.
// az deployment group create --resource-group <group of both registries> --template-file infra/main.bicep \
//   --parameters subject="$SUBJECT" sourceRegistryName=contosodev targetRegistryName=contosoprod
// A source in another resource group: leave sourceRegistryName out, and grant the role there with az role assignment create.
// Not compiled or deployed by the tests of this repository: read what-if before you deploy.

@description('Where the identity is created.')
param location string = resourceGroup().location

@description('Name of the identity.')
param identityName string = 'acr-promote'

@description('Exactly what GitHub presents, in its case: the prefix that gh api repos/OWNER/NAME/actions/oidc/customization/sub --jq .sub_claim_prefix prints, and :environment:ENVIRONMENT or :ref:refs/heads/BRANCH.')
param subject string

@description('A second subject, while a repository changes from repo:OWNER/NAME to repo:OWNER@ID/NAME@ID. Empty: not added.')
param secondSubject string = ''

@description('api://AzureADTokenExchangeUSGov or api://AzureADTokenExchangeChina in those clouds.')
param audience string = 'api://AzureADTokenExchange'

@description('The registry that images are promoted to.')
param targetRegistryName string

@description('The registry that images are promoted from, in the same resource group. Empty: no role is granted on it.')
param sourceRegistryName string = ''

// Container Registry Data Importer and Data Reader
// https://learn.microsoft.com/azure/container-registry/container-registry-rbac-built-in-roles-directory-reference
var roleId = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '577a9874-89fd-4f24-9dbd-b5034d0ad23a')
var issuer = 'https://token.actions.githubusercontent.com'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: identityName
  location: location
}

resource credential 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials@2023-01-31' = {
  parent: identity
  name: 'github'
  properties: {
    issuer: issuer
    subject: subject
    audiences: [audience]
  }
}

// One after the other: Azure refuses two credentials of an identity at once.
resource secondCredential 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials@2023-01-31' = if (!empty(secondSubject)) {
  parent: identity
  name: 'github-second'
  properties: {
    issuer: issuer
    subject: secondSubject
    audiences: [audience]
  }
  dependsOn: [credential]
}

resource target 'Microsoft.ContainerRegistry/registries@2023-07-01' existing = {
  name: targetRegistryName
}

resource source 'Microsoft.ContainerRegistry/registries@2023-07-01' existing = if (!empty(sourceRegistryName)) {
  name: sourceRegistryName
}

resource onTarget 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(target.id, identity.id, roleId)
  scope: target
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: roleId
  }
}

resource onSource 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(sourceRegistryName)) {
  name: guid(subscription().id, resourceGroup().id, sourceRegistryName, identity.id, roleId)
  scope: source
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: roleId
  }
}

@description('For the workflow: client-id.')
output clientId string = identity.properties.clientId

@description('For the workflow: tenant-id.')
output tenantId string = identity.properties.tenantId

@description('For the workflow: subscription-id.')
output subscriptionId string = subscription().subscriptionId
